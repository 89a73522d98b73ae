package io.nightjar.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Texts nobody can guess: tokens and first passwords. */
final class Secret {
  /** What every token starts with, so that scanners for leaked secrets can know one. */
  static final String TOKEN_PREFIX = "nj_";

  private static final int TOKEN_BYTES = 32;
  private static final int PASSWORD_BYTES = 15;

  /** The length of a token's text: the prefix and 256 bits in base64url without padding. */
  static final int TOKEN_LENGTH = TOKEN_PREFIX.length() + 43;

  private Secret() {}

  static String token(SecureRandom random) {
    return TOKEN_PREFIX + text(random, TOKEN_BYTES);
  }

  static String password(SecureRandom random) {
    return text(random, PASSWORD_BYTES);
  }

  private static String text(SecureRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What is stored of a token: with 256 random bits in it, a plain hash cannot be searched. */
  static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
