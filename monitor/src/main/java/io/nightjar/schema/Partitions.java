package io.nightjar.schema;

/**
 * How tables are cut into what retention removes: by when rows were written, not by the times in
 * them, which in capture files are a stranger's.
 */
public final class Partitions {
  /** Six hours, for rows that are many and stay for days. */
  public static final String QUARTER_DAYS = "toStartOfInterval(stored, INTERVAL 6 HOUR)";

  /** A week, from Monday. */
  public static final String WEEKS = "toStartOfWeek(stored, 1)";

  /** A month. */
  public static final String MONTHS = "toYYYYMM(stored)";

  private Partitions() {}
}
