package io.nightjar.flow;

/**
 * The times of a TCP handshake as the monitor saw it pass: SYN, SYN-ACK, and the client's ACK. The
 * way to the server and back lies between the first two, the way to the client and back between the
 * last two; of each, half is told.
 */
public final class Handshake {
  private long synNanos;
  private long synAckNanos;
  private long ackNanos;

  void segment(int flags, boolean sentByClient, long timeNanos) {
    if (ackNanos != 0) {
      return;
    }
    boolean syn = (flags & TcpFlags.SYN) != 0;
    if (sentByClient && syn) {
      synNanos = timeNanos;
    } else if (!sentByClient && syn) {
      synAckNanos = timeNanos;
    } else if (sentByClient && synAckNanos != 0 && (flags & TcpFlags.ACK) != 0) {
      ackNanos = timeNanos;
    }
  }

  /** Half of the round trip to the client in microseconds, 0 unknown. */
  public long clientRttMicros() {
    return halfMicros(synAckNanos, ackNanos);
  }

  /** Half of the round trip to the server in microseconds, 0 unknown. */
  public long serverRttMicros() {
    return halfMicros(synNanos, synAckNanos);
  }

  private static long halfMicros(long fromNanos, long toNanos) {
    return fromNanos == 0 || toNanos <= fromNanos ? 0 : (toNanos - fromNanos) / 2_000;
  }
}
