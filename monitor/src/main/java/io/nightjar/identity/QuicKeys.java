package io.nightjar.identity;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a client's Initial packets (RFC 9001 section 5.2), which anybody can make from the
 * connection id in its first one; AES-128-GCM, and AES-128 over the header.
 */
final class QuicKeys {
  private static final int KEY_BYTES = 16;
  private static final int IV_BYTES = 12;
  private static final int SECRET_BYTES = 32;
  private static final int TAG_BITS = 128;
  private static final int TAG_BYTES = TAG_BITS / 8;
  private static final int SAMPLE_AT = 4;
  private static final int SAMPLE_BYTES = 16;
  private static final byte[] NO_PAYLOAD = {};

  private final SecretKeySpec packetKey;
  private final SecretKeySpec headerKey;
  private final byte[] iv;

  private QuicKeys(SecretKeySpec packetKey, SecretKeySpec headerKey, byte[] iv) {
    this.packetKey = packetKey;
    this.headerKey = headerKey;
    this.iv = iv;
  }

  /** The keys of a connection begun with this destination id. */
  static QuicKeys of(QuicCiphers ciphers, QuicVersion version, byte[] destinationId) {
    try {
      byte[] secret = hmac(ciphers, version.salt(), destinationId);
      byte[] client = expand(ciphers, secret, "client in", SECRET_BYTES);
      String prefix = version.labelPrefix();
      return new QuicKeys(
          new SecretKeySpec(expand(ciphers, client, prefix + "key", KEY_BYTES), "AES"),
          new SecretKeySpec(expand(ciphers, client, prefix + "hp", KEY_BYTES), "AES"),
          expand(ciphers, client, prefix + "iv", IV_BYTES));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + QuicCiphers.HMAC, e);
    }
  }

  private static byte[] hmac(QuicCiphers ciphers, byte[] key, byte[] message)
      throws GeneralSecurityException {
    Mac mac = ciphers.hmac();
    mac.init(new SecretKeySpec(key, QuicCiphers.HMAC));
    return mac.doFinal(message);
  }

  /** HKDF-Expand-Label (RFC 8446 section 7.1) with an empty context, of at most one block. */
  private static byte[] expand(QuicCiphers ciphers, byte[] secret, String label, int length)
      throws GeneralSecurityException {
    byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
    byte[] info = new byte[name.length + 5];
    info[1] = (byte) length;
    info[2] = (byte) name.length;
    System.arraycopy(name, 0, info, 3, name.length);
    info[info.length - 1] = 1; // number of the block; before it, the empty context's length
    return Arrays.copyOf(hmac(ciphers, secret, info), length);
  }

  /** The payload of an Initial packet; null where these are not its keys. */
  byte @Nullable [] open(QuicCiphers ciphers, MemorySegment bytes, QuicHeader header) {
    int size = (int) (header.end() - header.begin());
    int numberAt = (int) (header.packetNumberAt() - header.begin());
    if (size < numberAt + SAMPLE_AT + SAMPLE_BYTES) {
      return null;
    }
    byte[] packet = new byte[size];
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, header.begin(), packet, 0, size);
    try {
      int numberBytes = uncover(ciphers, packet, numberAt);
      return decrypt(ciphers, packet, numberAt, numberBytes);
    } catch (GeneralSecurityException _) {
      return null;
    }
  }

  /** Takes the mask off the header (RFC 9001 section 5.4); returns the packet number's length. */
  private int uncover(QuicCiphers ciphers, byte[] packet, int numberAt)
      throws GeneralSecurityException {
    Cipher cipher = ciphers.headerProtection();
    cipher.init(Cipher.ENCRYPT_MODE, headerKey);
    byte[] mask = cipher.doFinal(packet, numberAt + SAMPLE_AT, SAMPLE_BYTES);
    packet[0] ^= (byte) (mask[0] & 0x0f);
    int numberBytes = (packet[0] & 3) + 1;
    for (int i = 0; i < numberBytes; i++) {
      packet[numberAt + i] ^= mask[1 + i];
    }
    return numberBytes;
  }

  private byte[] decrypt(QuicCiphers ciphers, byte[] packet, int numberAt, int numberBytes)
      throws GeneralSecurityException {
    int payloadAt = numberAt + numberBytes;
    if (packet.length - payloadAt < TAG_BYTES) {
      return NO_PAYLOAD;
    }
    byte[] nonce = iv.clone();
    for (int i = 0; i < numberBytes; i++) {
      nonce[IV_BYTES - numberBytes + i] ^= packet[numberAt + i];
    }
    Cipher cipher = ciphers.packetProtection();
    cipher.init(Cipher.DECRYPT_MODE, packetKey, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(packet, 0, payloadAt);
    return cipher.doFinal(packet, payloadAt, packet.length - payloadAt);
  }
}
