package io.nightjar.schema;

import static io.nightjar.schema.Column.bool;
import static io.nightjar.schema.Column.number;
import static io.nightjar.schema.Column.stored;
import static io.nightjar.schema.Column.sum;
import static io.nightjar.schema.Column.text;
import static io.nightjar.schema.Column.time;
import static io.nightjar.schema.Column.word;

import io.nightjar.schema.Table.Keep;
import io.nightjar.schema.Table.Layout;
import io.nightjar.schema.Table.View;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Flows summed up by the minute, the hour and the day: the same columns in each. */
final class RollUps {
  private static final List<Sum> SUMS =
      List.of(
          new Sum(sum("flows", "Flows begun; sum them"), "countIf(r.first_dump)"),
          new Sum(
              sum("alerted_flows", "Of those, with a risk; sum them"),
              "countIf(r.first_dump AND r.score > 0)"),
          new Sum(
              sum("score", "Scores of the flows begun; sum them"), "sumIf(r.score, r.first_dump)"),
          Sum.of("bytes", "Bytes both ways, frames without FCS"),
          Sum.of("packets", "Packets both ways"),
          Sum.of("src2dst_bytes", "Bytes from client to server"),
          Sum.of("dst2src_bytes", "Bytes from server to client"),
          Sum.of("src2dst_packets", "Packets from client to server"),
          Sum.of("dst2src_packets", "Packets from server to client"));

  static final Table MINUTE = table("flows_1m", "minute", Partitions.WEEKS, Keep.MINUTE, ofFlows());
  static final Table HOUR =
      table("flows_1h", "hour", Partitions.MONTHS, Keep.HOUR, ofFiner("flows_1m", "toStartOfHour"));
  static final Table DAY =
      table("flows_1d", "day", Partitions.MONTHS, Keep.DAY, ofFiner("flows_1h", "toStartOfDay"));

  private RollUps() {}

  /** What rows are told apart by. */
  private static List<Column> keys() {
    return List.of(
        word("probe", "Name of the monitor that saw the flows"),
        word("interface", "Network interface, or name of the capture file"),
        word("capture", "Identifies the capture file's content, empty when live"),
        number("vlan_id", "UInt16", "VLAN, 0 for none"),
        text("src_ip", "Address of the client"),
        text("dst_ip", "Address of the server"),
        number("dst_port", "UInt16", "Port of the server, or ICMP code"),
        word("l4_proto", "Transport protocol: TCP, UDP, ICMP, ..."),
        word("l7_app", "Application as nDPI names it"),
        text("domain_name", "TLS server name, HTTP host or DNS query"));
  }

  /** What follows from the keys. */
  private static List<Column> attributes() {
    return List.of(
        word("l7_proto", "Application protocol in lower case"),
        word("l7_category", "Category of the application"),
        word("src_country", "Country of the client, two letters"),
        word("dst_country", "Country of the server, two letters"),
        number("src_asn", "UInt32", "Autonomous system of the client, 0 unknown"),
        number("dst_asn", "UInt32", "Autonomous system of the server, 0 unknown"),
        word("src_asn_name", "Name of src_asn"),
        word("dst_asn_name", "Name of dst_asn"),
        bool("src_is_local", "Whether src_ip is in a local network"),
        bool("dst_is_local", "Whether dst_ip is in a local network"));
  }

  /** What adds up, and how the rows {@code r} of flows count. */
  private record Sum(Column column, String ofFlows) {
    static Sum of(String name, String description) {
      return new Sum(sum(name, description + "; sum them"), "sum(r." + name + ")");
    }
  }

  private static List<Column> sums() {
    return SUMS.stream().map(Sum::column).toList();
  }

  private static View ofFlows() {
    String sums =
        SUMS.stream()
            .map(sum -> sum.ofFlows() + " AS " + sum.column().name())
            .collect(Collectors.joining(", "));
    return new View(
        "flows",
        "SELECT max(r.stored) AS stored, toStartOfMinute(r.first_seen) AS time, %s, %s, %s FROM {source} AS r GROUP BY time, %s"
            .formatted(
                each(keys(), "r.%1$s AS %1$s"),
                each(attributes(), "any(r.%1$s) AS %1$s"),
                sums,
                each(keys(), "r.%1$s")));
  }

  /**
   * Rows of the finer table as they are but for their time: a batch lasts seconds, so adding up
   * here what merges will add up finds nothing to add.
   */
  private static View ofFiner(String source, String start) {
    return new View(
        source,
        "SELECT r.stored AS stored, %s(r.time) AS time, %s FROM {source} AS r"
            .formatted(
                start,
                Stream.of(keys(), attributes(), sums())
                    .map(columns -> each(columns, "r.%1$s AS %1$s"))
                    .collect(Collectors.joining(", "))));
  }

  private static String each(List<Column> columns, String format) {
    return columns.stream()
        .map(column -> format.formatted(column.name()))
        .collect(Collectors.joining(", "));
  }

  private static Table table(String name, String unit, String partition, Keep keep, View view) {
    List<Column> columns =
        Stream.of(
                List.of(
                    stored(), time("time", "Start of the " + unit + " in which flows began, UTC")),
                keys(),
                attributes(),
                sums())
            .flatMap(List::stream)
            .toList();
    return new Table(
        name,
        "Flows of a " + unit + " added up; sum the counts, rows of one key may still be several",
        columns,
        new Layout(
            "SummingMergeTree((" + each(sums(), "%1$s") + "))",
            partition,
            "time, src_ip, dst_ip, dst_port, l4_proto, l7_app, domain_name, vlan_id, interface,"
                + " probe, capture",
            "cityHash64(src_ip, dst_ip)"),
        List.of(
            "INDEX by_src_ip src_ip TYPE bloom_filter(0.01) GRANULARITY 1",
            "INDEX by_dst_ip dst_ip TYPE bloom_filter(0.01) GRANULARITY 1"),
        List.of(view),
        keep);
  }
}
