package io.nightjar.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash functions that fingerprints are made with; owned by one worker. */
final class Digests {
  private static final HexFormat HEX = HexFormat.of();

  private final MessageDigest md5 = of("MD5");
  private final MessageDigest sha1 = of("SHA-1");
  private final MessageDigest sha256 = of("SHA-256");

  private static MessageDigest of(String name) {
    try {
      return MessageDigest.getInstance(name);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has " + name, e);
    }
  }

  /** MD5 of the text, hexadecimal. */
  String md5(String text) {
    return HEX.formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The first 6 bytes of SHA-256 of the text, hexadecimal. */
  String shortSha256(String text) {
    return HEX.formatHex(sha256.digest(text.getBytes(StandardCharsets.US_ASCII)), 0, 6);
  }

  /** SHA-1 of the first bytes. */
  byte[] sha1(byte[] bytes, int length) {
    sha1.update(bytes, 0, length);
    return sha1.digest();
  }
}
