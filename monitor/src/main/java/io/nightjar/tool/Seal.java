package io.nightjar.tool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks confirmations: base64url of a nonce, the moment of issue, the hash of the effect
 * shown, and an HMAC-SHA256 over these and what they are for. The key lives as long as the process.
 */
final class Seal {
  /** How long a confirmation works. */
  static final Duration LIFE = Duration.ofMinutes(5);

  /** What a confirmation is for; one made for a question is none that a caller can show. */
  enum Purpose {
    VALUE((byte) 1),
    QUESTION((byte) 2);

    private final byte code;

    Purpose(byte code) {
      this.code = code;
    }
  }

  /**
   * What a confirmation works for.
   *
   * @param token the caller's
   * @param digest of the tool and its arguments, SHA-256
   */
  record Bond(Purpose purpose, long token, String digest) {}

  /** A confirmation that is right, as far as its signature tells. */
  record Opened(String nonce, Instant issued, String effect) {
    boolean isLive(Instant now) {
      return !now.isBefore(issued) && now.isBefore(issued.plus(LIFE));
    }

    boolean isOf(String shown) {
      return effect.equals(sha256(shown));
    }
  }

  private static final int NONCE_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int BODY_BYTES = NONCE_BYTES + Long.BYTES + HASH_BYTES;
  private static final HexFormat HEX = HexFormat.of();
  private static final String HMAC = "HmacSHA256";

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec key;

  Seal() {
    byte[] bytes = new byte[HASH_BYTES];
    random.nextBytes(bytes);
    key = new SecretKeySpec(bytes, HMAC);
  }

  /** A confirmation of this effect. */
  String seal(Bond bond, String effect, Instant now) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] body =
        ByteBuffer.allocate(BODY_BYTES)
            .put(nonce)
            .putLong(now.toEpochMilli())
            .put(HEX.parseHex(sha256(effect)))
            .array();
    byte[] whole = Arrays.copyOf(body, BODY_BYTES + HASH_BYTES);
    System.arraycopy(mac(bond, body), 0, whole, BODY_BYTES, HASH_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /** What the text confirms; empty when it was not made here for this. */
  Optional<Opened> open(Bond bond, String text) {
    byte[] whole = bytes(text);
    if (whole.length != BODY_BYTES + HASH_BYTES) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOf(whole, BODY_BYTES);
    byte[] signature = Arrays.copyOfRange(whole, BODY_BYTES, whole.length);
    if (!MessageDigest.isEqual(mac(bond, body), signature)) {
      return Optional.empty();
    }
    ByteBuffer read = ByteBuffer.wrap(body);
    byte[] nonce = new byte[NONCE_BYTES];
    byte[] effect = new byte[HASH_BYTES];
    read.get(nonce);
    Instant issued = Instant.ofEpochMilli(read.getLong());
    read.get(effect);
    return Optional.of(new Opened(HEX.formatHex(nonce), issued, HEX.formatHex(effect)));
  }

  /** The bytes of a text in its one right form; none of any other. */
  private static byte[] bytes(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      String again = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      return again.equals(text) ? bytes : new byte[0];
    } catch (IllegalArgumentException _) {
      return new byte[0];
    }
  }

  private byte[] mac(Bond bond, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      mac.update(bond.purpose().code);
      mac.update(ByteBuffer.allocate(Long.BYTES).putLong(bond.token()).flip());
      mac.update(HEX.parseHex(bond.digest()));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + HMAC, e);
    }
  }

  /** In hexadecimal. */
  static String sha256(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HEX.formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
