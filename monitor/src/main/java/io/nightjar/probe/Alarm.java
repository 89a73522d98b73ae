package io.nightjar.probe;

/**
 * Tells when something is wrong for good and when it is right again. It engages when enough of the
 * latest runs are bad, and releases when as many in a row are clear, so that what goes to and fro
 * is one alert and not many. Used by one thread at a time.
 */
final class Alarm {
  /** What a run says. */
  enum Sign {
    BAD,
    /** Neither bad nor clear of it. */
    UNSURE,
    CLEAR
  }

  /** What follows from it. */
  enum Change {
    NONE,
    ENGAGED,
    RELEASED
  }

  private final int needed;
  private final long windowBits;

  /** The latest runs, one bit each, the newest lowest: whether it was bad. */
  private long bad;

  private int clearInRow;
  private boolean isEngaged;

  /** Engages at {@code needed} bad ones of {@code window}, at most 63. */
  Alarm(int needed, int window) {
    this.needed = needed;
    this.windowBits = (1L << window) - 1;
  }

  boolean isEngaged() {
    return isEngaged;
  }

  /** How many of the latest runs were bad. */
  int badOnes() {
    return Long.bitCount(bad);
  }

  /** Takes the next run. */
  Change see(Sign sign) {
    bad = (bad << 1 | (sign == Sign.BAD ? 1 : 0)) & windowBits;
    clearInRow = sign == Sign.CLEAR ? clearInRow + 1 : 0;
    if (!isEngaged && badOnes() >= needed) {
      isEngaged = true;
      return Change.ENGAGED;
    }
    if (isEngaged && clearInRow >= needed) {
      isEngaged = false;
      bad = 0;
      return Change.RELEASED;
    }
    return Change.NONE;
  }
}
