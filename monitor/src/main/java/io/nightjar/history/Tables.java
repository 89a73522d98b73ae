package io.nightjar.history;

import io.nightjar.history.AlertColumns.AlertColumn;
import io.nightjar.history.SeriesColumns.SeriesColumn;
import io.nightjar.schema.Column;
import io.nightjar.schema.Ddl;
import io.nightjar.schema.Partitions;
import io.nightjar.schema.Schema;
import io.nightjar.schema.Table;
import io.nightjar.schema.Table.Keep;
import io.nightjar.schema.Table.Layout;
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

  static final Table FLOWS =
      new Table(
          "flows",
          "Network flows, one row per flow or per five minutes of a long one",
          Stream.concat(
                  FlowColumns.ALL.stream().map(FlowColumn::column),
                  FLOW_ALIASES.entrySet().stream()
                      .map(a -> Column.alias(a.getKey(), a.getValue(), typeOf(a.getValue()))))
              .toList(),
          new Layout(
              "MergeTree",
              Partitions.QUARTER_DAYS,
              "toStartOfHour(first_seen), l7_proto, src_ip, dst_ip, first_seen",
              "cityHash64(flow_id)"),
          List.of(
              "INDEX by_src_ip src_ip TYPE bloom_filter(0.01) GRANULARITY 1",
              "INDEX by_dst_ip dst_ip TYPE bloom_filter(0.01) GRANULARITY 1",
              "INDEX by_dst_port dst_port TYPE bloom_filter(0.01) GRANULARITY 1",
              "INDEX by_domain domain_name TYPE ngrambf_v1(4, 16384, 2, 0) GRANULARITY 1"),
          List.of(),
          Keep.RAW);

  static final Table TIMESERIES =
      new Table(
          "timeseries",
          "Traffic over time: what an interface, application, network, host, ... moved in each"
              + " interval; rows of one key and time add up",
          SeriesColumns.ALL.stream().map(SeriesColumn::column).toList(),
          new Layout("MergeTree", Partitions.WEEKS, "series, key, time", "cityHash64(series, key)"),
          List.of(),
          List.of(),
          Keep.MINUTE);

  static final Table PROBE_RESULTS =
      new Table(
          "probe_results",
          "Results of probes, one row for each run",
          ProbeColumns.ALL.stream().map(ProbeColumns.ProbeColumn::column).toList(),
          new Layout(
              "MergeTree",
              Partitions.WEEKS,
              "measurement, target, time",
              "cityHash64(measurement, target)"),
          List.of(),
          List.of(),
          Keep.MINUTE);

  static final Table ALERTS =
      new Table(
          "alerts",
          "Alerts, a row each time one changes until merged into its latest: read it with FINAL",
          AlertColumns.ALL.stream().map(AlertColumn::column).toList(),
          new Layout(
              "ReplacingMergeTree(changed)",
              Partitions.MONTHS,
              "time, alert_id",
              "cityHash64(alert_id)"),
          List.of(
              "INDEX by_src_ip src_ip TYPE bloom_filter(0.01) GRANULARITY 1",
              "INDEX by_dst_ip dst_ip TYPE bloom_filter(0.01) GRANULARITY 1"),
          List.of(),
          Keep.HOUR);

  static final Table CAPTURES =
      new Table(
          "captures",
          "Capture files read: a row when reading begins and one when it is complete",
          List.of(
              Column.of("fingerprint", "String", "", "Identifies the file's content"),
              Column.of("name", "String", "", "Name of the file"),
              Column.of(
                  "state", "LowCardinality(String)", "", "What happened: reading or complete"),
              Column.of("at", "DateTime64(3, 'UTC')", "", "When it happened, UTC"),
              Column.of("packets", "UInt64", "", "Packets in the file, 0 until complete"),
              Column.of("flows", "UInt64", "", "Rows written to flows, 0 until complete")),
          new Layout("MergeTree", "", "fingerprint, at", ""),
          List.of(),
          List.of(),
          Keep.FOREVER);

  static final Schema SCHEMA = Schema.with(FLOWS, TIMESERIES, CAPTURES, PROBE_RESULTS, ALERTS);

  /** Of the tables as this program makes them. */
  public static final int VERSION = Schema.VERSION;

  private Tables() {}

  /** Type of the flow column of this name. */
  private static String typeOf(String flowColumn) {
    return FlowColumns.ALL.stream()
        .filter(column -> column.name().equals(flowColumn))
        .findFirst()
        .orElseThrow()
        .type();
  }

  /**
   * The statements that make history from nothing, in order.
   *
   * @param cluster its name; empty for one server
   */
  public static List<String> statements(String cluster) {
    return SCHEMA.statements(new Ddl(Endpoint.DATABASE, cluster));
  }

  /** All tables. */
  public static List<Table> all() {
    return SCHEMA.tables();
  }

  /** The table of this name, with or without the database before it. */
  public static Optional<Table> find(String name) {
    return SCHEMA.find(name);
  }
}
