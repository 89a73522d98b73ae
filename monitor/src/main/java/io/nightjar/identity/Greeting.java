package io.nightjar.identity;

import org.jspecify.annotations.Nullable;

/** The beginning of a handshake that comes in several packets, kept until it is whole. */
sealed interface Greeting {
  /**
   * A TLS client's.
   *
   * @param base the TCP sequence number of its first byte
   * @param fromClient which side of the flow sends it
   */
  record Tls(OrderedBytes bytes, int base, boolean fromClient) implements Greeting {}

  /** Both sides of SSH; each has a base once it sent something. */
  final class Ssh implements Greeting {
    final @Nullable OrderedBytes[] bytes = new @Nullable OrderedBytes[2];
    final int[] bases = new int[2];
    final boolean[] done = new boolean[2];
  }

  /** A QUIC client's. */
  final class Quic implements Greeting {
    final OrderedBytes crypto = new OrderedBytes(ClientHello.MAX_BYTES);
    QuicKeys keys;

    Quic(QuicKeys keys) {
      this.keys = keys;
    }
  }
}
