package io.nightjar.probe;

import java.time.Duration;

/**
 * When something must be done, by a clock that nobody sets.
 *
 * @param nanos of {@link System#nanoTime}
 */
record Deadline(long nanos) {
  private static final double NANOS_PER_MILLI = 1e6;

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** The earlier of this one and so much from now. */
  Deadline orIn(Duration time) {
    Deadline other = in(time);
    return other.nanos - nanos < 0 ? other : this;
  }

  boolean isOver() {
    return nanos - System.nanoTime() <= 0;
  }

  Duration left() {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  /** At least 1, which sockets take for a time-out where 0 is none. */
  int leftMillis() {
    return Math.clamp(left().toMillis(), 1, Integer.MAX_VALUE);
  }

  /** Milliseconds since then. */
  static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / NANOS_PER_MILLI;
  }
}
