package io.nightjar.history;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables as DDL. */
/*
 * Partitions are months, of which a DateTime has 1,633, rather than days, of which it has 49,710:
 * every partition costs the engine memory, and the times in capture files and exports are a
 * stranger's.
 */
final class Schema {
  /** How many inserts back a repeated one is known. */
  private static final int DEDUPLICATION_WINDOW = 1000;

  /** Below this a part is one file rather than some for each column, which costs an insert most. */
  private static final int COMPACT_PART_BYTES = 256 << 20;

  /** However much broke, the table loads; what broke is set aside and counted. */
  private static final String TABLE_SETTINGS =
      "SETTINGS non_replicated_deduplication_window = %d, min_bytes_for_wide_part = %d, max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1125899906842624"
          .formatted(DEDUPLICATION_WINDOW, COMPACT_PART_BYTES);

  private Schema() {}

  /** Statements that make what is missing and leave the rest. */
  static List<String> statements(String database) {
    return List.of(
        "CREATE DATABASE IF NOT EXISTS `" + database + "`",
        flows(database),
        timeseries(database),
        captures(database),
        missingColumns(database));
  }

  private static String flows(String database) {
    Stream<String> columns =
        FlowColumns.ALL.stream().map(c -> column(c.name(), c.type(), c.description(), c.codec()));
    Stream<String> aliases =
        Tables.FLOW_ALIASES.entrySet().stream()
            .map(
                alias ->
                    "`%s` %s ALIAS %s COMMENT %s"
                        .formatted(
                            alias.getKey(),
                            Tables.typeOf(alias.getValue()),
                            alias.getValue(),
                            quoted("The same as " + alias.getValue())));
    return "CREATE TABLE IF NOT EXISTS `%s`.flows (\n%s\n) ENGINE = MergeTree PARTITION BY toYYYYMM(first_seen) ORDER BY (first_seen, l7_proto, src_ip) %s COMMENT %s"
        .formatted(
            database,
            Stream.concat(columns, aliases).collect(Collectors.joining(",\n")),
            TABLE_SETTINGS,
            quoted(Tables.FLOWS.description()));
  }

  /**
   * Adds what the table of an earlier version lacks; rows stored before have the types' defaults.
   */
  private static String missingColumns(String database) {
    String columns =
        FlowColumns.ALL.stream()
            .map(
                c ->
                    "ADD COLUMN IF NOT EXISTS "
                        + column(c.name(), c.type(), c.description(), c.codec()))
            .collect(Collectors.joining(",\n"));
    return "ALTER TABLE `%s`.flows %s".formatted(database, columns);
  }

  private static String timeseries(String database) {
    String columns =
        SeriesColumns.ALL.stream()
            .map(c -> column(c.name(), c.type(), c.description(), c.codec()))
            .collect(Collectors.joining(",\n"));
    return "CREATE TABLE IF NOT EXISTS `%s`.timeseries (\n%s\n) ENGINE = MergeTree PARTITION BY toYYYYMM(time) ORDER BY (series, key, time) %s COMMENT %s"
        .formatted(database, columns, TABLE_SETTINGS, quoted(Tables.TIMESERIES.description()));
  }

  private static String captures(String database) {
    String columns =
        Tables.CAPTURES.columns().stream()
            .map(c -> "`%s` %s COMMENT %s".formatted(c.name(), c.type(), quoted(c.description())))
            .collect(Collectors.joining(",\n"));
    return "CREATE TABLE IF NOT EXISTS `%s`.captures (\n%s\n) ENGINE = MergeTree ORDER BY (fingerprint, at) COMMENT %s"
        .formatted(database, columns, quoted(Tables.CAPTURES.description()));
  }

  private static String column(String name, String type, String description, String codec) {
    String compressed = codec.isEmpty() ? "" : " CODEC(" + codec + ")";
    return "`%s` %s COMMENT %s%s".formatted(name, type, quoted(description), compressed);
  }

  private static String quoted(String text) {
    return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
  }
}
