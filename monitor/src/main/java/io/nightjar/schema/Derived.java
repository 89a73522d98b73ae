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

/** Tables that the engine fills from flows as they are written. */
final class Derived {
  /** Both ends of a flow count in it. */
  static final Table HOSTS =
      new Table(
          "hosts_5m",
          "Traffic of each host in five minutes, as client and as server; sum the counts",
          List.of(
              stored(),
              time("time", "Start of the five minutes in which flows began, UTC"),
              word("probe", "Name of the monitor that saw the flows"),
              word("interface", "Network interface, or name of the capture file"),
              word("capture", "Identifies the capture file's content, empty when live"),
              number("vlan_id", "UInt16", "VLAN, 0 for none"),
              text("ip", "Address of the host"),
              text("mac", "MAC address on its side of the monitor"),
              text("host_name", "Name, empty when unknown"),
              word("country", "Country, two letters"),
              number("asn", "UInt32", "Autonomous system, 0 unknown"),
              word("asn_name", "Name of asn"),
              bool("is_local", "Whether it is in a local network"),
              sum("flows_as_client", "Flows it began; sum them"),
              sum("flows_as_server", "Flows others began with it; sum them"),
              sum("alerted_flows", "Flows begun, with a risk; sum them"),
              sum("score", "Scores of the flows begun; sum them"),
              sum("bytes_sent", "Bytes it sent, frames without FCS; sum them"),
              sum("bytes_received", "Bytes it was sent; sum them"),
              sum("packets_sent", "Packets it sent; sum them"),
              sum("packets_received", "Packets it was sent; sum them")),
          new Layout(
              "SummingMergeTree((flows_as_client, flows_as_server, alerted_flows, score,"
                  + " bytes_sent, bytes_received, packets_sent, packets_received))",
              Partitions.WEEKS,
              "time, ip, vlan_id, interface, probe, capture",
              "cityHash64(ip)"),
          List.of("INDEX by_ip ip TYPE bloom_filter(0.01) GRANULARITY 1"),
          List.of(
              new View(
                  "flows",
                  """
                  SELECT max(r.stored) AS stored, toStartOfFiveMinutes(r.first_seen) AS time,
                    r.probe AS probe, r.interface AS interface, r.capture AS capture,
                    r.vlan_id AS vlan_id, if(is_client, r.src_ip, r.dst_ip) AS ip,
                    any(if(is_client, r.src_mac, r.dst_mac)) AS mac,
                    max(if(is_client, r.src_host_name, r.dst_host_name)) AS host_name,
                    any(if(is_client, r.src_country, r.dst_country)) AS country,
                    any(if(is_client, r.src_asn, r.dst_asn)) AS asn,
                    any(if(is_client, r.src_asn_name, r.dst_asn_name)) AS asn_name,
                    any(if(is_client, r.src_is_local, r.dst_is_local)) AS is_local,
                    countIf(r.first_dump AND is_client) AS flows_as_client,
                    countIf(r.first_dump AND NOT is_client) AS flows_as_server,
                    countIf(r.first_dump AND r.score > 0) AS alerted_flows,
                    sumIf(r.score, r.first_dump) AS score,
                    sum(if(is_client, r.src2dst_bytes, r.dst2src_bytes)) AS bytes_sent,
                    sum(if(is_client, r.dst2src_bytes, r.src2dst_bytes)) AS bytes_received,
                    sum(if(is_client, r.src2dst_packets, r.dst2src_packets)) AS packets_sent,
                    sum(if(is_client, r.dst2src_packets, r.src2dst_packets)) AS packets_received
                  FROM {source} AS r ARRAY JOIN [true, false] AS is_client
                  GROUP BY time, ip, r.vlan_id, r.interface, r.probe, r.capture""")),
          Keep.MINUTE);

  static final Table DNS =
      new Table(
          "dns",
          "DNS names asked for, by client, server and minute; sum the counts",
          List.of(
              stored(),
              time("time", "Start of the minute in which the queries began, UTC"),
              word("probe", "Name of the monitor that saw them"),
              word("interface", "Network interface, or name of the capture file"),
              word("capture", "Identifies the capture file's content, empty when live"),
              number("vlan_id", "UInt16", "VLAN, 0 for none"),
              text("src_ip", "Address of the client"),
              text("dst_ip", "Address of the DNS server"),
              text("dns_query", "Name asked for"),
              number("dns_type", "UInt16", "Type asked for: 1 A, 28 AAAA, ..."),
              number(
                  "dns_rcode",
                  "Int16",
                  "Response code: 0 no error, 3 no such name, ...; -1 no answer seen"),
              sum("queries", "Flows with this query as their first; sum them"),
              sum("bytes", "Bytes both ways of those flows; sum them")),
          new Layout(
              "SummingMergeTree((queries, bytes))",
              Partitions.WEEKS,
              "toStartOfHour(time), dns_query, src_ip, dst_ip, dns_type, dns_rcode, time, vlan_id,"
                  + " interface, probe, capture",
              "cityHash64(dns_query)"),
          List.of(
              "INDEX by_src_ip src_ip TYPE bloom_filter(0.01) GRANULARITY 1",
              "INDEX by_query dns_query TYPE ngrambf_v1(4, 16384, 2, 0) GRANULARITY 1"),
          List.of(
              new View(
                  "flows",
                  """
                  SELECT max(r.stored) AS stored, toStartOfMinute(r.first_seen) AS time,
                    r.probe AS probe, r.interface AS interface, r.capture AS capture,
                    r.vlan_id AS vlan_id, r.src_ip AS src_ip, r.dst_ip AS dst_ip,
                    r.dns_query AS dns_query, r.dns_type AS dns_type, r.dns_rcode AS dns_rcode,
                    countIf(r.first_dump) AS queries, sum(r.bytes) AS bytes
                  FROM {source} AS r WHERE r.dns_query != ''
                  GROUP BY time, r.dns_query, r.src_ip, r.dst_ip, r.dns_type, r.dns_rcode,
                    r.vlan_id, r.interface, r.probe, r.capture""")),
          Keep.MINUTE);

  private Derived() {}
}
