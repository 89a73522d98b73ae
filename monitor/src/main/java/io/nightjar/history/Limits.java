package io.nightjar.history;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one question may cost.
 *
 * @param rows most rows of the answer; more are cut off
 * @param bytes most bytes of the answer as text; more are cut off
 * @param time longest run
 * @param memoryBytes most memory of the engine
 * @param rowsRead most rows read from tables
 * @param bytesRead most bytes read from tables, uncompressed
 */
public record Limits(
    int rows, long bytes, Duration time, long memoryBytes, long rowsRead, long bytesRead) {
  private static final long BYTES = 16L << 20;
  private static final long ROWS_READ = 10_000_000_000L;
  private static final long BYTES_READ = 1_000_000_000_000L;

  /** A cell of at most 32 bytes takes at least 2 as text: the engine stops after the reader. */
  private static final int LARGEST_RATIO = 16;

  /** For questions of people and assistants. */
  public static final Limits DEFAULT = new Limits(10_000, Duration.ofSeconds(30), 1_000_000_000);

  /** Checks the ranges. */
  public Limits {
    if (rows < 1
        || bytes < 1
        || time.isNegative()
        || time.isZero()
        || memoryBytes < 1
        || rowsRead < 1
        || bytesRead < 1) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  /** These, and the usual limits of bytes and of what is read. */
  public Limits(int rows, Duration time, long memoryBytes) {
    this(rows, BYTES, time, memoryBytes, ROWS_READ, BYTES_READ);
  }

  /** The same with this many rows. */
  public Limits withRows(int most) {
    return new Limits(most, bytes, time, memoryBytes, rowsRead, bytesRead);
  }

  /** The same with this much time, if it is shorter. */
  public Limits within(Duration longest) {
    return new Limits(
        rows,
        bytes,
        longest.compareTo(time) < 0 && longest.isPositive() ? longest : time,
        memoryBytes,
        rowsRead,
        bytesRead);
  }

  /** ClickHouse's settings that state them; one row more tells whether there are more. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "max_execution_time", Long.toString(Math.max(1, time.plusMillis(999).toSeconds())));
    settings.put("max_memory_usage", Long.toString(memoryBytes));
    settings.put("max_rows_to_read", Long.toString(rowsRead));
    settings.put("max_bytes_to_read", Long.toString(bytesRead));
    settings.put("max_result_rows", Long.toString(rows + 1L));
    settings.put("max_result_bytes", Long.toString(bytes * LARGEST_RATIO));
    settings.put("result_overflow_mode", "break");
    return settings;
  }
}
