package io.nightjar.identity;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What one side of SSH offers (RFC 4253 section 7.1): ten lists of names, in its order.
 *
 * <pre>
 *   packet: length 4 | padding length 1 | type 1 = 20 | cookie 16 | name-list 4+n, ten times | …
 * </pre>
 *
 * @param keyExchange the first list
 * @param ciphersToServer the third
 * @param ciphersToClient the fourth
 * @param macsToServer the fifth
 * @param macsToClient the sixth
 * @param compressionToServer the seventh
 * @param compressionToClient the eighth
 */
record SshKeyExchange(
    String keyExchange,
    String ciphersToServer,
    String ciphersToClient,
    String macsToServer,
    String macsToClient,
    String compressionToServer,
    String compressionToClient) {
  /** Longest packet that is read; RFC 4253 section 6.1 asks for no more than 35,000. */
  static final int MAX_BYTES = 16 * 1024;

  private static final int KEXINIT = 20;
  private static final int COOKIE_BYTES = 16;

  /** The packet behind its length; null where it is none. */
  static @Nullable SshKeyExchange read(ByteCursor packet) {
    packet.skip(1);
    if (packet.u8() != KEXINIT) {
      return null;
    }
    packet.skip(COOKIE_BYTES);
    String keyExchange = names(packet);
    names(packet); // host keys
    SshKeyExchange offer =
        new SshKeyExchange(
            keyExchange,
            names(packet),
            names(packet),
            names(packet),
            names(packet),
            names(packet),
            names(packet));
    return packet.overran() ? null : offer;
  }

  private static String names(ByteCursor packet) {
    return new String(packet.take(packet.u32()), StandardCharsets.ISO_8859_1);
  }

  /** HASSH of who sent it as a client. */
  String hassh(Digests digests) {
    return digests.md5(
        keyExchange + ';' + ciphersToServer + ';' + macsToServer + ';' + compressionToServer);
  }

  /** HASSH of who sent it as a server. */
  String hasshServer(Digests digests) {
    return digests.md5(
        keyExchange + ';' + ciphersToClient + ';' + macsToClient + ';' + compressionToClient);
  }
}
