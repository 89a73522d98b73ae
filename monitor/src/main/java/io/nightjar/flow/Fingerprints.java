package io.nightjar.flow;

/**
 * Fingerprints of the software at both ends of a flow, from its handshake; empty where unseen.
 *
 * @param ja3 of the TLS client, MD5 in hexadecimal
 * @param ja4 of the TLS client, over TCP or QUIC
 * @param hassh of the SSH client, MD5 in hexadecimal
 * @param hasshServer of the SSH server, likewise
 */
public record Fingerprints(String ja3, String ja4, String hassh, String hasshServer) {
  /** Nothing seen. */
  public static final Fingerprints NONE = new Fingerprints("", "", "", "");

  /** Those of a TLS client. */
  public static Fingerprints tls(String ja3, String ja4) {
    return new Fingerprints(ja3, ja4, "", "");
  }

  /** The same, with the SSH client's. */
  public Fingerprints withHassh(String client) {
    return new Fingerprints(ja3, ja4, client, hasshServer);
  }

  /** The same, with the SSH server's. */
  public Fingerprints withHasshServer(String server) {
    return new Fingerprints(ja3, ja4, hassh, server);
  }
}
