package io.nightjar.capture;

import java.util.concurrent.TimeUnit;

/**
 * How a capture file's times become the monitor's: as they are, moved, or played at the speed they
 * were taken. One for each worker and source.
 */
final class Pace {
  /** Waits a number of nanoseconds. */
  interface Waiting {
    void forNanos(long nanos);
  }

  private static final long LONGEST_WAIT_NANOS = 50_000_000;

  private final long shiftNanos;
  private final long startClockNanos;
  private final long firstFrameNanos;
  private final boolean realtime;

  /**
   * A pace.
   *
   * @param shiftNanos added to each time
   * @param firstFrameNanos time of the capture's first frame, before the shift
   * @param realtime whether a frame waits until as much time has passed since this moment as lay
   *     between it and the first frame
   */
  Pace(long shiftNanos, long firstFrameNanos, boolean realtime) {
    this.shiftNanos = shiftNanos;
    this.firstFrameNanos = firstFrameNanos;
    this.realtime = realtime;
    startClockNanos = System.nanoTime();
  }

  boolean isNone() {
    return shiftNanos == 0 && !realtime;
  }

  long moved(long timeNanos, Waiting waiting) {
    if (realtime) {
      long dueAt = startClockNanos + (timeNanos - firstFrameNanos);
      long left = dueAt - System.nanoTime();
      while (left > 0 && !Thread.currentThread().isInterrupted()) {
        waiting.forNanos(Math.min(left, LONGEST_WAIT_NANOS));
        left = dueAt - System.nanoTime();
      }
    }
    return timeNanos + shiftNanos;
  }

  /** Now, in nanoseconds since the epoch. */
  static long nowNanos() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  }
}
