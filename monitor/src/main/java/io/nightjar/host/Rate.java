package io.nightjar.host;

/** Bits per second over the last full window of {@value #WINDOW_SECONDS} seconds. */
public final class Rate {
  private static final long WINDOW_SECONDS = 5;
  private static final long WINDOW_NANOS = WINDOW_SECONDS * 1_000_000_000L;

  private long windowStartNanos = Long.MIN_VALUE;
  private long windowBytes;
  private double lastBitsPerSecond;

  /** Counts bytes at this moment; moments do not go back. */
  public void add(long bytes, long nowNanos) {
    long age = nowNanos - windowStartNanos;
    if (age >= WINDOW_NANOS || windowStartNanos == Long.MIN_VALUE) {
      roll(nowNanos, age);
    }
    windowBytes += bytes;
  }

  private void roll(long nowNanos, long age) {
    boolean adjacent = windowStartNanos != Long.MIN_VALUE && age < 2 * WINDOW_NANOS;
    lastBitsPerSecond = adjacent ? windowBytes * 8e9 / age : 0;
    windowStartNanos = nowNanos;
    windowBytes = 0;
  }

  /** The rate now: of the window before this one, or of this one when it is the first. */
  public double bitsPerSecond(long nowNanos) {
    long age = nowNanos - windowStartNanos;
    if (windowStartNanos == Long.MIN_VALUE || age >= 2 * WINDOW_NANOS) {
      return 0;
    }
    if (lastBitsPerSecond > 0) {
      return lastBitsPerSecond;
    }
    return age < 1_000_000_000L ? windowBytes * 8.0 : windowBytes * 8e9 / age;
  }
}
