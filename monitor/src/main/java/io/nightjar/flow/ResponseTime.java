package io.nightjar.flow;

/**
 * How long a server took to answer: from the client's first payload to the server's first. Unknown
 * where the connection's beginning was not seen, or the server spoke first.
 */
final class ResponseTime {
  private static final long NONE = Long.MIN_VALUE;

  private long requestNanos = NONE;
  private int micros;
  private boolean decided;

  void payload(boolean sentByClient, boolean sinceBeginning, long timeNanos) {
    if (decided) {
      return;
    }
    if (!sinceBeginning) {
      decided = true;
    } else if (!sentByClient) {
      micros = Handshake.micros(requestNanos, timeNanos);
      decided = true;
    } else if (requestNanos == NONE) {
      requestNanos = timeNanos;
    }
  }

  /** Whether no further segment can change it. */
  boolean isDecided() {
    return decided;
  }

  /** In microseconds, 0 unknown. */
  int micros() {
    return micros;
  }
}
