package io.nightjar.history;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one question may cost.
 *
 * @param rows most rows of the answer; more are cut off
 * @param time longest run
 * @param memoryBytes most memory of the engine
 */
public record Limits(int rows, Duration time, long memoryBytes) {
  /** For questions of people and assistants. */
  public static final Limits DEFAULT = new Limits(10_000, Duration.ofSeconds(10), 300_000_000);

  /** Checks the ranges. */
  public Limits {
    if (rows < 1 || time.isNegative() || time.isZero() || memoryBytes < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /** The same with this many rows. */
  public Limits withRows(int most) {
    return new Limits(most, time, memoryBytes);
  }

  /** ClickHouse's settings that state them; one row more tells whether there are more. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "max_execution_time", Long.toString(Math.max(1, time.plusMillis(999).toSeconds())));
    settings.put("max_memory_usage", Long.toString(memoryBytes));
    settings.put("max_result_rows", Long.toString(rows + 1L));
    settings.put("result_overflow_mode", "break");
    return settings;
  }
}
