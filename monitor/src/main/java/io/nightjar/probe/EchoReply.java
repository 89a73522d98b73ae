package io.nightjar.probe;

import io.nightjar.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * What became of an echo request.
 *
 * @param from who answered; null for silence
 * @param reason why it was not sent, in words; empty when it was
 */
record EchoReply(Kind kind, @Nullable IpAddress from, long rttNanos, String reason) {
  private static final double NANOS_PER_MILLI = 1e6;

  /** What it is. */
  enum Kind {
    REPLY,
    TIME_EXCEEDED,
    UNREACHABLE,
    SILENCE,
    NOT_SENT
  }

  static EchoReply silence() {
    return new EchoReply(Kind.SILENCE, null, 0, "");
  }

  static EchoReply notSent(String reason) {
    return new EchoReply(Kind.NOT_SENT, null, 0, reason);
  }

  boolean isReply() {
    return kind == Kind.REPLY;
  }

  double rttMs() {
    return rttNanos / NANOS_PER_MILLI;
  }
}
