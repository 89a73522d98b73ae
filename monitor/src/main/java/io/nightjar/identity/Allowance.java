package io.nightjar.identity;

/** How often something may be done in a second of packet time; owned by one worker. */
final class Allowance {
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final int perSecond;
  private long secondBegan = Long.MIN_VALUE;
  private int taken;

  Allowance(int perSecond) {
    this.perSecond = perSecond;
  }

  /** Whether it may be done once more. */
  boolean take(long nowNanos) {
    if (nowNanos - secondBegan >= SECOND_NANOS || nowNanos < secondBegan) {
      secondBegan = nowNanos;
      taken = 0;
    }
    return taken++ < perSecond;
  }
}
