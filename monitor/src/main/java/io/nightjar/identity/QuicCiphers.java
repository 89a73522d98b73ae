package io.nightjar.identity;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;

/** The algorithms that open QUIC's first packets (RFC 9001 section 5); owned by one worker. */
final class QuicCiphers {
  static final String HMAC = "HmacSHA256";

  private final Mac hmac;
  private final Cipher headerProtection;
  private final Cipher packetProtection;

  QuicCiphers() {
    try {
      hmac = Mac.getInstance(HMAC);
      headerProtection = Cipher.getInstance("AES/ECB/NoPadding");
      packetProtection = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has AES and " + HMAC, e);
    }
  }

  Mac hmac() {
    return hmac;
  }

  Cipher headerProtection() {
    return headerProtection;
  }

  Cipher packetProtection() {
    return packetProtection;
  }
}
