package io.nightjar.history;

import static io.nightjar.history.FlowColumn.bool;
import static io.nightjar.history.FlowColumn.ip;
import static io.nightjar.history.FlowColumn.mac;
import static io.nightjar.history.FlowColumn.text;
import static io.nightjar.history.FlowColumn.uint16;
import static io.nightjar.history.FlowColumn.uint32;
import static io.nightjar.history.FlowColumn.uint64;
import static io.nightjar.history.FlowColumn.uint8;
import static io.nightjar.history.FlowColumn.word;
import static io.nightjar.history.FlowColumn.words;

import io.nightjar.flow.FlowRecord;
import io.nightjar.net.IpAddress;
import io.nightjar.net.IpProtocolNames;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every column of {@code flows}, each declared once: the table, its documentation and the rows
 * written all come from here, in this order.
 */
final class FlowColumns {
  /** Largest second a DateTime holds. */
  private static final long LAST_SECOND = 0xffff_ffffL;

  /** All columns. */
  static final List<FlowColumn> ALL =
      Stream.of(identity(), endpoints(), application(), traffic(), details(), origin())
          .flatMap(List::stream)
          .toList();

  private FlowColumns() {}

  /** Appends the records as one block: counts, then for each column its name, type and cells. */
  static void write(List<FlowRecord> records, ColumnBuffer out) {
    out.varUint(ALL.size());
    out.varUint(records.size());
    for (FlowColumn column : ALL) {
      out.text(column.name());
      out.text(column.sentType());
      column.cells().write(records, out);
    }
  }

  private static List<FlowColumn> identity() {
    return List.of(
        FlowColumn.of(
            "flow_id",
            "UInt64",
            FlowColumn.TIMES,
            "Identifies the flow; a long flow has several rows of one flow_id whose counts add up",
            (record, out) -> out.int64(record.flowId())),
        bool(
            "first_dump",
            "True on the first row of a flow: countIf(first_dump) counts flows",
            FlowRecord::first),
        word("probe", "Name of the monitor that saw the flow", FlowRecord::probe),
        word(
            "interface",
            "Network interface, or name of the capture file",
            FlowRecord::interfaceName),
        FlowColumn.of(
            "first_seen",
            "DateTime('UTC')",
            FlowColumn.TIMES,
            "Time of the first packet this row covers, UTC",
            (record, out) -> out.uint32(second(record.firstSeenNanos()))),
        FlowColumn.of(
            "last_seen",
            "DateTime('UTC')",
            FlowColumn.TIMES,
            "Time of the last packet this row covers, UTC",
            (record, out) -> out.uint32(second(record.lastSeenNanos()))),
        FlowColumn.of(
            "first_seen_us",
            "DateTime64(6, 'UTC')",
            FlowColumn.TIMES,
            "As first_seen, to the microsecond",
            (record, out) -> out.int64(micros(record.firstSeenNanos()))),
        uint64(
            "duration_ms",
            "Time from first to last packet this row covers, milliseconds",
            record -> Math.max(0, record.lastSeenNanos() - record.firstSeenNanos()) / 1_000_000));
  }

  private static List<FlowColumn> endpoints() {
    return List.of(
        uint16("vlan_id", "VLAN, 0 for none", FlowRecord::vlanId),
        word(
            "tunnel_type",
            "Outermost tunnel: gre, vxlan, gtp-u, ... ; empty for none. Addresses and ports are the inner ones",
            record -> record.tunnel().type()),
        uint32("tunnel_id", "Its VNI, TEID, key or session, 0 for none", r -> r.tunnel().id()),
        word("tunnel_src_ip", "Where it comes from", r -> textOf(r.tunnel().srcIp())),
        word("tunnel_dst_ip", "Where it goes to", r -> textOf(r.tunnel().dstIp())),
        uint8("ip_version", "4 or 6", FlowRecord::ipVersion),
        ip("src_ip", "Address of the client", record -> record.src().ip()),
        ip("dst_ip", "Address of the server", record -> record.dst().ip()),
        uint16("src_port", "Port of the client, or ICMP type", FlowRecord::srcPort),
        uint16("dst_port", "Port of the server, or ICMP code", FlowRecord::dstPort),
        word(
            "l4_proto",
            "Transport protocol: TCP, UDP, ICMP, ICMPv6, SCTP, ... or its IANA number",
            record -> IpProtocolNames.of(record.l4Protocol())),
        mac("src_mac", "MAC address of the client's side", record -> record.src().mac()),
        mac("dst_mac", "MAC address of the server's side", record -> record.dst().mac()),
        word("src_country", "Country of the client, two letters", record -> record.src().country()),
        word("dst_country", "Country of the server, two letters", record -> record.dst().country()),
        uint32("src_asn", "Autonomous system of the client, 0 unknown", r -> r.src().asn()),
        uint32("dst_asn", "Autonomous system of the server, 0 unknown", r -> r.dst().asn()),
        word("src_asn_name", "Name of src_asn", record -> record.src().asnName()),
        word("dst_asn_name", "Name of dst_asn", record -> record.dst().asnName()),
        bool("src_is_local", "Whether src_ip is in a local network", r -> r.src().isLocal()),
        bool("dst_is_local", "Whether dst_ip is in a local network", r -> r.dst().isLocal()),
        text("src_host_name", "Name of the client, empty when unknown", r -> r.src().hostName()),
        text("dst_host_name", "Name of the server, empty when unknown", r -> r.dst().hostName()));
  }

  private static List<FlowColumn> application() {
    return List.of(
        word(
            "l7_proto",
            "Application protocol in lower case: dns, tls, http, quic, ssh, ...; unknown",
            record -> record.application().protocol()),
        word(
            "l7_app",
            "Application as nDPI names it, for example TLS.Google",
            record -> record.application().name()),
        word(
            "l7_category",
            "Category of the application",
            record -> record.application().category()),
        word(
            "detection",
            "How the application was found: dpi (payload), guess, port, none",
            record -> record.application().detection().name().toLowerCase(Locale.ROOT)),
        text(
            "domain_name",
            "TLS server name, HTTP host or DNS query",
            record -> record.application().domainName()),
        text("info", "What is most telling of the flow", record -> record.application().info()),
        uint32("score", "Sum of its alerts' scores", r -> r.application().score()),
        words(
            "risks",
            "Flow risks by nDPI's names, for example Known Proto on Non Std Port",
            record -> record.application().risks()),
        words(
            "alerts",
            "Alerts raised for the flow by the end of this row, by key: see alert_types",
            record -> record.application().alerts()));
  }

  private static List<FlowColumn> traffic() {
    return Stream.of(
            List.of(
                uint64(
                    "bytes",
                    "Bytes both ways, frames without FCS",
                    record -> record.src2dst().bytes() + record.dst2src().bytes()),
                uint64(
                    "packets",
                    "Packets both ways",
                    record -> record.src2dst().packets() + record.dst2src().packets())),
            direction("src2dst", "from client to server", FlowRecord::src2dst),
            direction("dst2src", "from server to client", FlowRecord::dst2src),
            List.of(
                word(
                    "conn_state",
                    "How the connection went, in Zeek's words: S0, S1, SF, REJ, RSTO, RSTR, OTH, ...",
                    record -> record.connState().name()),
                uint32(
                    "client_rtt_us",
                    "Round trip between monitor and client, microseconds, 0 unknown",
                    record -> record.latency().clientRttMicros()),
                uint32(
                    "server_rtt_us",
                    "Round trip between monitor and server, microseconds, 0 unknown",
                    record -> record.latency().serverRttMicros()),
                uint32(
                    "app_latency_us",
                    "From the client's first payload to the server's first, microseconds, 0 unknown",
                    record -> record.latency().responseMicros())))
        .flatMap(List::stream)
        .toList();
  }

  private interface Way {
    FlowRecord.Direction of(FlowRecord record);
  }

  private static List<FlowColumn> direction(String suffix, String words, Way way) {
    return List.of(
        uint64(suffix + "_bytes", "Bytes " + words, record -> way.of(record).bytes()),
        uint64(suffix + "_packets", "Packets " + words, record -> way.of(record).packets()),
        uint8(
            "tcp_flags_" + suffix,
            "OR of the TCP flags " + words + " (1 FIN, 2 SYN, 4 RST, 8 PSH, 16 ACK, 32 URG)",
            record -> way.of(record).tcpFlags()),
        uint32(
            "tcp_retransmissions_" + suffix,
            "TCP segments sent again " + words,
            record -> way.of(record).tcp().retransmissions()),
        uint32(
            "tcp_out_of_order_" + suffix,
            "TCP segments out of order " + words,
            record -> way.of(record).tcp().outOfOrder()),
        uint32(
            "tcp_lost_" + suffix,
            "Gaps in the TCP sequence " + words + ": segments lost before the monitor, or late",
            record -> way.of(record).tcp().lost()),
        uint32(
            "tcp_zero_windows_" + suffix,
            "TCP segments " + words + " that told the other side to stop sending",
            record -> way.of(record).tcp().zeroWindows()),
        uint32(
            "tcp_keep_alives_" + suffix,
            "TCP keep-alives " + words + ", without their answers",
            record -> way.of(record).tcp().keepAlives()),
        uint32(
            "tcp_duplicate_acks_" + suffix,
            "TCP acknowledgments " + words + " that repeat the one before",
            record -> way.of(record).tcp().duplicateAcks()),
        uint32(
            "tcp_resets_" + suffix,
            "TCP segments with RST " + words,
            record -> way.of(record).tcp().resets()));
  }

  private static List<FlowColumn> details() {
    return List.of(
        text("ja3", "JA3 fingerprint of the TLS client", r -> r.fingerprints().ja3()),
        text("ja4", "JA4 fingerprint of the TLS client", r -> r.fingerprints().ja4()),
        text("hassh", "HASSH fingerprint of the SSH client", r -> r.fingerprints().hassh()),
        text(
            "hassh_server",
            "HASSH fingerprint of the SSH server",
            r -> r.fingerprints().hasshServer()),
        word("tls_version", "TLS version", r -> r.application().tls().version()),
        text("tls_subject", "Subject of the certificate", r -> r.application().tls().subject()),
        text("tls_issuer", "Issuer of the certificate", r -> r.application().tls().issuer()),
        word("http_method", "Method of the first request", r -> r.application().http().method()),
        text("http_url", "URL of the first request", r -> r.application().http().url()),
        uint16("http_status", "Status of its answer, 0 none", r -> r.application().http().status()),
        text("http_user_agent", "User agent", r -> r.application().http().userAgent()),
        text("dns_query", "Name asked for", r -> r.application().dns().query()),
        uint16("dns_type", "Type asked for: 1 A, 28 AAAA, ...", r -> r.application().dns().type()),
        FlowColumn.of(
            "dns_rcode",
            "Int16",
            "ZSTD(1)",
            "Response code: 0 no error, 3 no such name, ...; -1 no answer seen",
            (record, out) -> out.uint16(record.application().dns().responseCode())));
  }

  private static List<FlowColumn> origin() {
    return List.of(
        text(
            "community_id", "Community ID v1, to find the flow elsewhere", FlowRecord::communityId),
        word(
            "exporter_ip",
            "Address of the NetFlow, IPFIX or sFlow exporter, empty when captured",
            record -> textOf(record.export().exporterIp())),
        uint32("input_if", "SNMP index of the input interface", r -> r.export().inputIf()),
        uint32("output_if", "SNMP index of the output interface", r -> r.export().outputIf()),
        uint32("observation_domain", "Of the exporter", r -> r.export().observationDomain()),
        uint32(
            "sampling_rate",
            "One of how many packets was looked at",
            r -> r.export().samplingRate()),
        word(
            "capture",
            "Identifies the capture file's content, empty when live",
            FlowRecord::capture),
        new FlowColumn(
            "stored",
            "DateTime('UTC')",
            "DateTime('UTC')",
            FlowColumn.TIMES,
            "When the row was written, UTC; retention goes by it",
            (records, out) -> {
              long now = Instant.now().getEpochSecond();
              records.forEach(_ -> out.uint32(now));
            }));
  }

  private static String textOf(@Nullable IpAddress address) {
    return address == null ? "" : address.toString();
  }

  private static long second(long nanos) {
    return Math.clamp(Math.floorDiv(nanos, 1_000_000_000L), 0, LAST_SECOND);
  }

  private static long micros(long nanos) {
    return Math.clamp(Math.floorDiv(nanos, 1_000L), 0, LAST_SECOND * 1_000_000);
  }
}
