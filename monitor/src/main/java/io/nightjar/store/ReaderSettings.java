package io.nightjar.store;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The settings a reader's statement runs with: what it asked for, within what it may have. */
final class ReaderSettings {
  /** Limits and their largest values; a reader that names none gets these. */
  private static final Map<String, Long> CAPS =
      Map.of(
          "max_execution_time", 60L,
          "max_memory_usage", 1_000_000_000L,
          "max_result_rows", 1_000_000L,
          "max_result_bytes", 256_000_000L,
          "max_threads", 4L);

  /** What a reader may set freely: the shape of the result, never where anything is read. */
  private static final Pattern FREE =
      Pattern.compile(
          "(result|timeout|read|sort|group_by|distinct|set|join)_overflow_mode"
              + "|max_(rows|bytes)_(to_read|to_sort|in_distinct|in_set|in_join)"
              + "|max_rows_to_group_by|max_block_size|limit|offset|extremes|join_use_nulls"
              + "|date_time_output_format|session_timezone|log_comment"
              + "|output_format_\\w+|additional_table_filters|optimize_move_to_prewhere|query_plan_\\w+");

  /** What every reader's statement has: it is read-only, and ends when its client leaves. */
  private static final Set<String> GRANTED =
      Set.of("readonly", "cancel_http_readonly_queries_on_client_close");

  private ReaderSettings() {}

  /** The settings of a reader's session. */
  static Map<String, String> within(Map<String, String> asked) throws StoreProblem {
    Map<String, String> settings = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : asked.entrySet()) {
      if (GRANTED.contains(entry.getKey())) {
        continue;
      }
      if (!CAPS.containsKey(entry.getKey()) && !FREE.matcher(entry.getKey()).matches()) {
        throw new StoreProblem(
            StoreProblem.READONLY, "READONLY", "reader may not set " + entry.getKey());
      }
      settings.put(entry.getKey(), entry.getValue());
    }
    for (Map.Entry<String, Long> cap : CAPS.entrySet()) {
      settings.put(cap.getKey(), Long.toString(capped(settings.get(cap.getKey()), cap.getValue())));
    }
    return settings;
  }

  /** The longest a statement with these settings may run, of which the engine has the first say. */
  static Duration longest(Map<String, String> asked) {
    String named = asked.get("max_execution_time");
    return Duration.ofSeconds(capped(named, CAPS.getOrDefault("max_execution_time", 1L)));
  }

  /** 0 means no limit to ClickHouse, so it becomes the cap too. */
  private static long capped(@org.jspecify.annotations.Nullable String asked, long cap) {
    if (asked == null || !asked.matches("\\d{1,18}") || asked.matches("0+")) {
      return cap;
    }
    return Math.min(Long.parseLong(asked), cap);
  }
}
