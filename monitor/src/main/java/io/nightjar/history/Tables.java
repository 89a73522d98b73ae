package io.nightjar.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is in the database, for whoever writes a query. */
public final class Tables {
  /** The upper-case names {@code flows} answers to as well, and what they mean. */
  static final Map<String, String> FLOW_ALIASES =
      new TreeMap<>(
          Map.of(
              "FIRST_SEEN", "first_seen",
              "LAST_SEEN", "last_seen",
              "L4_PROTO", "l4_proto",
              "L7_PROTO", "l7_proto",
              "DOMAIN_NAME", "domain_name"));

  /**
   * A table.
   *
   * @param name without the database
   * @param description one sentence
   */
  public record TableInfo(String name, String description, List<ColumnInfo> columns) {}

  /**
   * A column.
   *
   * @param type ClickHouse's
   * @param description one sentence, with the unit
   */
  public record ColumnInfo(String name, String type, String description) {}

  static final TableInfo FLOWS =
      new TableInfo(
          "flows",
          "Network flows, one row per flow or per five minutes of a long one",
          Stream.concat(
                  FlowColumns.ALL.stream()
                      .map(c -> new ColumnInfo(c.name(), c.type(), c.description())),
                  FLOW_ALIASES.entrySet().stream()
                      .map(
                          alias ->
                              new ColumnInfo(
                                  alias.getKey(),
                                  typeOf(alias.getValue()),
                                  "The same as " + alias.getValue())))
              .toList());

  static final TableInfo CAPTURES =
      new TableInfo(
          "captures",
          "Capture files read: a row when reading begins and one when it is complete",
          List.of(
              new ColumnInfo("fingerprint", "String", "Identifies the file's content"),
              new ColumnInfo("name", "String", "Name of the file"),
              new ColumnInfo(
                  "state", "LowCardinality(String)", "What happened: reading or complete"),
              new ColumnInfo("at", "DateTime64(3, 'UTC')", "When it happened, UTC"),
              new ColumnInfo("packets", "UInt64", "Packets in the file, 0 until complete"),
              new ColumnInfo("flows", "UInt64", "Rows written to flows, 0 until complete")));

  static final TableInfo TIMESERIES =
      new TableInfo(
          "timeseries",
          "Traffic over time: what an interface, application, network, host, ... moved in each"
              + " interval; rows of one key and time add up",
          SeriesColumns.ALL.stream()
              .map(c -> new ColumnInfo(c.name(), c.type(), c.description()))
              .toList());

  private Tables() {}

  /** Type of the flow column of this name. */
  static String typeOf(String flowColumn) {
    return FlowColumns.ALL.stream()
        .filter(column -> column.name().equals(flowColumn))
        .findFirst()
        .orElseThrow()
        .type();
  }

  /** All tables. */
  public static List<TableInfo> all() {
    return List.of(FLOWS, TIMESERIES, CAPTURES);
  }

  /** The table of this name, with or without the database before it. */
  public static Optional<TableInfo> find(String name) {
    String bare = name.startsWith("nightjar.") ? name.substring("nightjar.".length()) : name;
    return all().stream().filter(table -> table.name().equals(bare)).findFirst();
  }
}
