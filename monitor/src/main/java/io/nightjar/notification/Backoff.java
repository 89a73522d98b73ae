package io.nightjar.notification;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The pauses between attempts: each twice the one before, up to the longest, less a random part of
 * up to a half, so that senders that failed together do not come back together.
 *
 * @param first before the second attempt
 * @param longest before any
 * @param giveUpAfter since the first attempt
 * @param random from 0 to 1
 */
record Backoff(Duration first, Duration longest, Duration giveUpAfter, DoubleSupplier random) {
  private static final int MOST_DOUBLINGS = 30;

  /** The pause after this many failed attempts, one or more. */
  Duration after(int attempts) {
    int doublings = Math.min(attempts - 1, MOST_DOUBLINGS);
    double nanos =
        Math.min(first.toNanos() * Math.scalb(1.0, doublings), (double) longest.toNanos());
    return Duration.ofNanos((long) (nanos * (1 - random.getAsDouble() / 2)));
  }
}
