package io.nightjar.notification;

import java.time.Duration;

/**
 * How often a destination is told.
 *
 * @param batchSeconds how long a notice waits for others, 0 to 3600
 * @param batchMost notices told at once, 1 to 100
 * @param mostPerMinute notices told in a minute, 1 to 6000; further ones are only counted
 */
public record Pace(int batchSeconds, int batchMost, int mostPerMinute) {
  /** The longest that a notice waits for others, in seconds. */
  public static final int MOST_BATCH_SECONDS = 3_600;

  /** The most notices told at once. */
  public static final int MOST_BATCH = 100;

  /** The most notices told in a minute. */
  public static final int MOST_PER_MINUTE = 6_000;

  /** Checks the ranges. */
  public Pace {
    within("batch_seconds", batchSeconds, 0, MOST_BATCH_SECONDS);
    within("batch_most", batchMost, 1, MOST_BATCH);
    within("most_per_minute", mostPerMinute, 1, MOST_PER_MINUTE);
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + ": " + value + " came, expected " + least + " to " + most);
    }
  }

  /** How long a notice waits for others. */
  Duration batching() {
    return Duration.ofSeconds(batchSeconds);
  }
}
