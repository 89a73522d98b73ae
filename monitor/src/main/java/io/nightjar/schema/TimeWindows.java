package io.nightjar.schema;

import static io.nightjar.schema.Column.bool;
import static io.nightjar.schema.Column.number;
import static io.nightjar.schema.Column.sum;
import static io.nightjar.schema.Column.text;
import static io.nightjar.schema.Column.time;
import static io.nightjar.schema.Column.word;

import java.util.List;
import java.util.Optional;

/** The views for questions of time. */
public final class TimeWindows {
  private static final Window HOURLY_BASELINE =
      new Window(
          "hourly_baseline",
          "Each host of the last full hour: what it moved, and what it moves in an hour as a rule",
          List.of(),
          List.of(
              text("host", "Address"),
              bool("is_local", "Whether it is in a local network"),
              sum("bytes_sent", "In the last full hour"),
              sum("bytes_received", "In the last full hour"),
              sum("flows", "Begun in the last full hour, as client"),
              number("usual_bytes_sent", "Float64", "Mean of its active hours of 7 days before"),
              number("usual_bytes_received", "Float64", "Likewise"),
              number("usual_flows", "Float64", "Likewise"),
              number("hours", "UInt64", "Its active hours in those 7 days; 0: no baseline")),
          """
          SELECT ip AS host, max(local) AS is_local,
            sumIf(sent, hour = newest) AS bytes_sent, sumIf(received, hour = newest) AS bytes_received,
            sumIf(begun, hour = newest) AS flows, avgIf(sent, hour < newest) AS usual_bytes_sent,
            avgIf(received, hour < newest) AS usual_bytes_received,
            avgIf(begun, hour < newest) AS usual_flows, countIf(hour < newest) AS hours
          FROM (SELECT h.ip AS ip, toStartOfHour(h.time) AS hour, any(h.is_local) AS local,
              sum(h.bytes_sent) AS sent, sum(h.bytes_received) AS received,
              sum(h.flows_as_client) AS begun,
              toStartOfHour(now('UTC')) - INTERVAL 1 HOUR AS newest
            FROM {table:hosts_5m} AS h
            WHERE h.time >= toStartOfHour(now('UTC')) - INTERVAL 169 HOUR
              AND h.time < toStartOfHour(now('UTC'))
            GROUP BY ip, hour)
          GROUP BY ip HAVING countIf(hour = newest) > 0""");

  private static final Window FIRST_CONTACTS =
      new Window(
          "first_contacts",
          "Local clients and servers outside that met for the first time in 30 days, in this hour or"
              + " the one before",
          List.of(),
          List.of(
              text("host", "Address of the local client"),
              text("peer", "Address of the server outside"),
              text("country", "Of the peer, two letters, empty when unknown"),
              text("asn_name", "Autonomous system of the peer, empty when unknown"),
              time("first_seen", "Start of the hour in which they met, UTC"),
              time("host_since", "Start of the host's first hour with any peer outside, UTC"),
              sum("flows", "Begun since"),
              sum("bytes", "Both ways since")),
          """
          SELECT host, peer, country, asn_name, met AS first_seen, host_since, begun AS flows,
            moved AS bytes
          FROM (SELECT host, peer, country, asn_name, met, begun, moved,
              min(met) OVER (PARTITION BY host) AS host_since
            FROM (SELECT f.src_ip AS host, f.dst_ip AS peer, any(f.dst_country) AS country,
                any(f.dst_asn_name) AS asn_name, min(f.time) AS met, sum(f.flows) AS begun,
                sum(f.bytes) AS moved
              FROM {table:flows_1h} AS f
              WHERE f.time >= toStartOfHour(now('UTC')) - INTERVAL 30 DAY
                AND f.src_is_local AND NOT f.dst_is_local
              GROUP BY host, peer))
          WHERE met >= toStartOfHour(now('UTC')) - INTERVAL 1 HOUR""");

  private static final Window FLOWS_OUTSIDE_HOURS =
      new Window(
          "flows_outside_hours",
          "Flows that began outside business hours, Monday to Friday, in a time zone",
          List.of(
              text("zone", "Time zone by its IANA name"),
              number("opens", "UInt8", "First hour of business, 0 to 23"),
              number("closes", "UInt8", "First hour after business, 1 to 24")),
          List.of(
              number("flow_id", "UInt64", "As in flows, like all columns"),
              time("first_seen", "When it began, UTC"),
              time("last_seen", "When it ended, UTC"),
              word("interface", "Network interface, or name of the capture file"),
              text("src_ip", "Address of the client"),
              text("dst_ip", "Address of the server"),
              number("dst_port", "UInt16", "Port of the server"),
              word("l4_proto", "Transport protocol"),
              word("l7_proto", "Application protocol in lower case"),
              word("l7_app", "Application as nDPI names it"),
              text("domain_name", "TLS server name, HTTP host or DNS query"),
              word("dst_country", "Country of the server, two letters"),
              bool("src_is_local", "Whether src_ip is in a local network"),
              bool("dst_is_local", "Whether dst_ip is in a local network"),
              sum("bytes", "Both ways"),
              sum("packets", "Both ways")),
          """
          SELECT f.flow_id AS flow_id, f.first_seen AS first_seen, f.last_seen AS last_seen,
            f.interface AS interface, f.src_ip AS src_ip, f.dst_ip AS dst_ip, f.dst_port AS dst_port,
            f.l4_proto AS l4_proto, f.l7_proto AS l7_proto, f.l7_app AS l7_app,
            f.domain_name AS domain_name, f.dst_country AS dst_country,
            f.src_is_local AS src_is_local, f.dst_is_local AS dst_is_local, f.bytes AS bytes,
            f.packets AS packets
          FROM {table:flows} AS f
          WHERE toDayOfWeek(f.first_seen, 0, {zone:String}) > 5
            OR toHour(f.first_seen, {zone:String}) < {opens:UInt8}
            OR toHour(f.first_seen, {zone:String}) >= {closes:UInt8}""");

  /** All of them, in the order they are listed. */
  public static final List<Window> ALL =
      List.of(HOURLY_BASELINE, FIRST_CONTACTS, FLOWS_OUTSIDE_HOURS);

  private TimeWindows() {}

  /** The one of this name, with or without the database before it. */
  public static Optional<Window> find(String name) {
    String bare = name.startsWith("nightjar.") ? name.substring("nightjar.".length()) : name;
    return ALL.stream().filter(window -> window.name().equals(bare)).findFirst();
  }

  /** Whether this is the name of one that takes parameters, and so stands like a function. */
  public static boolean isParameterized(String name) {
    return ALL.stream().anyMatch(each -> each.name().equals(name) && !each.parameters().isEmpty());
  }
}
