package io.nightjar.history;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A statement of a program that speaks ClickHouse's interface.
 *
 * @param format of the answer where the statement names none
 * @param parameters values of {@code {name:Type}} in it, by {@code param_name}, escaped as in
 *     TabSeparated
 * @param settings it asks for, of which {@link #settings(Limits)} takes those that do no harm
 */
public record DriverQuestion(
    String sql, String format, Map<String, String> parameters, Map<String, String> settings) {
  /** What a program of any kind needs of an answer at once. */
  private static final Limits LIMITS =
      new Limits(
          1_000_000,
          128L << 20,
          Limits.DEFAULT.time(),
          Limits.DEFAULT.memoryBytes(),
          Limits.DEFAULT.rowsRead(),
          Limits.DEFAULT.bytesRead());

  /** What shapes the answer, and nothing else. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "output_format_\\w{1,80}|date_time_output_format|session_timezone|join_use_nulls"
              + "|extremes|max_block_size|limit|offset");

  private static final Pattern FORMAT =
      Pattern.compile(
          "TabSeparated\\w*|TSV\\w*|TSKV|CSV\\w*|JSON\\w*|RowBinary\\w*|Native|Values|Vertical|XML"
              + "|Markdown|Pretty\\w*|Arrow|ArrowStream|Parquet");

  private static final int MOST_SECONDS = 30;

  /** What it may cost: the usual, or less where it asks for less. */
  Limits limits() {
    String seconds = settings.getOrDefault("max_execution_time", "");
    return seconds.matches("\\d{1,2}")
        ? LIMITS.within(Duration.ofSeconds(Math.min(MOST_SECONDS, Integer.parseInt(seconds))))
        : LIMITS;
  }

  /** The engine's settings: the limits, and those asked for that only shape the answer. */
  Map<String, String> settings(Limits limits) {
    Map<String, String> all = new LinkedHashMap<>();
    settings.forEach(
        (name, value) -> {
          if (SHAPE.matcher(name).matches()) {
            all.put(name, value);
          }
        });
    all.putAll(limits.settings());
    String rows = settings.getOrDefault("max_result_rows", "");
    boolean fewer = rows.matches("[1-9]\\d{0,5}");
    if (fewer) {
      all.put("max_result_rows", rows);
    }
    boolean cut = "break".equals(settings.get("result_overflow_mode"));
    all.put("result_overflow_mode", cut ? "break" : "throw");
    return all;
  }

  /** The format of the answer. */
  static String format(String named) {
    if (!FORMAT.matcher(named).matches()) {
      throw HistoryException.refused(
          "format "
              + (named.matches("\\w{1,64}") ? named : "")
              + " is not served: use JSONEachRow, JSON, CSV, TabSeparated, RowBinary, Native, Arrow or"
              + " Parquet");
    }
    return named;
  }
}
