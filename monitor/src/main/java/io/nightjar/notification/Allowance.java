package io.nightjar.notification;

import java.util.function.LongSupplier;

/** How many notices may still be told: fills evenly up to those of a minute. One thread's. */
final class Allowance {
  private static final double NANOS_PER_MINUTE = 60e9;

  private final int mostPerMinute;
  private final LongSupplier nanoClock;
  private double left;
  private long filledNanos;

  Allowance(int mostPerMinute, LongSupplier nanoClock) {
    this.mostPerMinute = mostPerMinute;
    this.nanoClock = nanoClock;
    left = mostPerMinute;
    filledNanos = nanoClock.getAsLong();
  }

  /** Whether one may be told. */
  boolean hasOne() {
    long now = nanoClock.getAsLong();
    left = Math.min(mostPerMinute, left + (now - filledNanos) * mostPerMinute / NANOS_PER_MINUTE);
    filledNanos = now;
    return left >= 1;
  }

  /** Takes one where there is one. */
  boolean take() {
    boolean has = hasOne();
    if (has) {
      left--;
    }
    return has;
  }
}
