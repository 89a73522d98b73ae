package io.nightjar.flow;

/**
 * The times of a TCP handshake as the monitor saw it pass. SYN to SYN-ACK is the way to the server
 * and back, SYN-ACK to ACK the way to the client and back. Of repeated SYNs the last one before the
 * SYN-ACK counts, of repeated SYN-ACKs the first for the server and the last for the client: those
 * are the ones that answer each other.
 */
final class Handshake {
  private static final long NEVER = Long.MIN_VALUE;

  private long synNanos = NEVER;
  private long synAckNanos = NEVER;
  private long roundTripNanos;
  private boolean complete;
  private int clientMicros;
  private int serverMicros;
  private int serverSequence;

  /** Follows a segment with SYN. */
  void syn(int flags, int sequence, boolean sentByClient, long timeNanos) {
    if (complete) {
      return;
    }
    if (sentByClient) {
      synNanos = timeNanos;
      synAckNanos = NEVER;
    } else if ((flags & TcpFlags.ACK) != 0) {
      if (synAckNanos == NEVER) {
        serverMicros = micros(synNanos, timeNanos);
      }
      synAckNanos = timeNanos;
      serverSequence = sequence;
    }
  }

  /** Follows any other segment of the client's. */
  void answer(int flags, int acknowledgment, long timeNanos) {
    boolean completes =
        !complete
            && synAckNanos != NEVER
            && (flags & (TcpFlags.ACK | TcpFlags.RST)) == TcpFlags.ACK
            && acknowledgment == serverSequence + 1;
    if (completes) {
      complete = true;
      clientMicros = micros(synAckNanos, timeNanos);
      roundTripNanos = synNanos == NEVER ? 0 : Math.max(0, timeNanos - synNanos);
    }
  }

  /** Whether the beginning of the connection was seen. */
  boolean hasBegun() {
    return synNanos != NEVER || synAckNanos != NEVER;
  }

  /** SYN to ACK in nanoseconds, 0 unknown. */
  long roundTripNanos() {
    return roundTripNanos;
  }

  /** Round trip between monitor and client in microseconds, 0 unknown. */
  int clientMicros() {
    return clientMicros;
  }

  /** Round trip between monitor and server in microseconds, 0 unknown. */
  int serverMicros() {
    return serverMicros;
  }

  /** Rounded up, for 0 means unknown. */
  static int micros(long fromNanos, long toNanos) {
    if (fromNanos == NEVER || toNanos < fromNanos) {
      return 0;
    }
    return (int) Math.min(Math.max(1, (toNanos - fromNanos) / 1_000), Integer.MAX_VALUE);
  }
}
