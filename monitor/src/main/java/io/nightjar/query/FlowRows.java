package io.nightjar.query;

import io.nightjar.flow.FlowRecord;
import io.nightjar.flow.TcpFlags;
import io.nightjar.net.IpProtocolNames;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A live flow as a row of a list, and as an entity with everything known. */
final class FlowRows {
  private static final long NANOS_PER_MILLI = 1_000_000;

  static final List<Column> LIST =
      List.of(
          Column.text("flow_id", "for get_live_flow"),
          Column.text("client_ip", "who began the flow"),
          Column.integer("client_port", "port, or ICMP type"),
          Column.text("client_country", "two letters; empty when private or unknown"),
          Column.text("server_ip", "the other end"),
          Column.integer("server_port", "port, or ICMP code"),
          Column.text("server_country", "two letters; empty when private or unknown"),
          Column.text("l4_proto", "TCP, UDP, ICMP …"),
          Column.text("l7_app", "application as nDPI names it"),
          Column.untrusted("domain_name", "SNI, HTTP host or DNS query"),
          Column.integer("bytes_client_to_server", "frame bytes"),
          Column.integer("bytes_server_to_client", "frame bytes"),
          Column.integer("packets", "both ways"),
          Column.integer("duration_ms", "first to latest packet"),
          Column.text("conn_state", "Zeek's conn_state"),
          Column.integer("score", "sum of its alerts' scores; 0 is none"),
          Column.list("alerts", "raised for it so far"),
          Column.time("last_seen", "latest packet"));

  static final List<Column> ENTITY =
      List.of(
          Column.text("flow_id", "this flow"),
          Column.text("community_id", "to find the flow in other tools"),
          Column.text("interface", "where it was seen"),
          Column.integer("vlan_id", "0 for none"),
          Column.text("tunnel_type", "outermost tunnel: gre, vxlan, gtp-u, …; empty for none"),
          Column.integer("tunnel_id", "its VNI, TEID, key or session"),
          Column.text("tunnel_src_ip", "where it comes from; empty for none"),
          Column.text("tunnel_dst_ip", "where it goes to; empty for none"),
          Column.text("client_ip", "who began the flow"),
          Column.integer("client_port", "port, or ICMP type"),
          Column.untrusted("client_name", "best known name"),
          Column.text("client_mac", "link-layer address"),
          Column.text("client_country", "two letters"),
          Column.integer("client_asn", "0 unknown"),
          Column.text("client_asn_name", "organisation"),
          Column.bool("client_is_local", "in the local networks"),
          Column.text("server_ip", "the other end"),
          Column.integer("server_port", "port, or ICMP code"),
          Column.untrusted("server_name", "best known name"),
          Column.text("server_mac", "link-layer address"),
          Column.text("server_country", "two letters"),
          Column.integer("server_asn", "0 unknown"),
          Column.text("server_asn_name", "organisation"),
          Column.bool("server_is_local", "in the local networks"),
          Column.text("l4_proto", "TCP, UDP, ICMP …"),
          Column.text("l7_proto", "master protocol"),
          Column.text("l7_app", "application as nDPI names it"),
          Column.text("l7_category", "nDPI's category"),
          Column.text("detection", "dpi, guess, port or none"),
          Column.untrusted("domain_name", "SNI, HTTP host or DNS query"),
          Column.integer("bytes_client_to_server", "frame bytes"),
          Column.integer("bytes_server_to_client", "frame bytes"),
          Column.integer("packets_client_to_server", "frames"),
          Column.integer("packets_server_to_client", "frames"),
          Column.time("first_seen", "first packet"),
          Column.time("last_seen", "latest packet"),
          Column.integer("duration_ms", "first to latest packet"),
          Column.text("conn_state", "Zeek's conn_state"),
          Column.text("tcp_flags_client", "flags the client sent: letters of FSRPAUEC"),
          Column.text("tcp_flags_server", "flags the server sent"),
          Column.integer("retransmissions", "segments sent again, both ways"),
          Column.integer("out_of_order", "segments that came late, both ways"),
          Column.integer("lost", "gaps in the sequence, both ways"),
          Column.integer("zero_windows", "segments that told the peer to stop, both ways"),
          Column.integer("keep_alives", "segments that asked whether the peer is there, both ways"),
          Column.integer("duplicate_acks", "acknowledgments repeated, both ways"),
          Column.integer("resets", "segments with RST, both ways"),
          Column.integer("client_rtt_us", "round trip between monitor and client, 0 unknown"),
          Column.integer("server_rtt_us", "round trip between monitor and server, 0 unknown"),
          Column.integer("app_latency_us", "first request to first response, 0 unknown"),
          Column.integer("score", "sum of its alerts' scores"),
          Column.list("risks", "nDPI's flow risks"),
          Column.list("alerts", "raised for it so far"),
          Column.untrusted("tls_version", "as negotiated"),
          Column.untrusted("tls_subject", "certificate subject"),
          Column.untrusted("tls_issuer", "certificate issuer"),
          Column.text("ja3", "fingerprint of the TLS client"),
          Column.text("ja4", "likewise, TLS or QUIC"),
          Column.text("hassh", "fingerprint of the SSH client"),
          Column.text("hassh_server", "fingerprint of the SSH server"),
          Column.untrusted("http_method", "of the first request"),
          Column.untrusted("http_url", "of the first request"),
          Column.integer("http_status", "of the first answer, 0 unseen"),
          Column.untrusted("http_user_agent", "of the first request"),
          Column.untrusted("dns_query", "first question"),
          Column.integer("dns_rcode", "-1 unanswered"));

  private FlowRows() {}

  static List<@Nullable Object> row(FlowRecord flow) {
    return Arrays.asList(
        Long.toUnsignedString(flow.flowId()),
        flow.src().ip().toString(),
        flow.srcPort(),
        flow.src().country(),
        flow.dst().ip().toString(),
        flow.dstPort(),
        flow.dst().country(),
        IpProtocolNames.of(flow.l4Protocol()),
        flow.application().name(),
        flow.application().domainName(),
        flow.src2dst().bytes(),
        flow.dst2src().bytes(),
        flow.src2dst().packets() + flow.dst2src().packets(),
        durationMillis(flow),
        flow.connState().name(),
        flow.application().score(),
        flow.application().alerts(),
        Moments.of(flow.lastSeenNanos()));
  }

  private static long durationMillis(FlowRecord flow) {
    return (flow.lastSeenNanos() - flow.firstSeenNanos()) / NANOS_PER_MILLI;
  }

  static List<@Nullable Object> entity(FlowRecord flow) {
    var application = flow.application();
    var sent = flow.src2dst();
    var answered = flow.dst2src();
    var tcp = sent.tcp().plus(answered.tcp());
    return Arrays.asList(
        Long.toUnsignedString(flow.flowId()),
        flow.communityId(),
        flow.interfaceName(),
        flow.vlanId(),
        flow.tunnel().type(),
        flow.tunnel().id(),
        flow.tunnel().srcIp() == null ? "" : flow.tunnel().srcIp().toString(),
        flow.tunnel().dstIp() == null ? "" : flow.tunnel().dstIp().toString(),
        flow.src().ip().toString(),
        flow.srcPort(),
        flow.src().hostName(),
        flow.src().mac().toString(),
        flow.src().country(),
        flow.src().asn(),
        flow.src().asnName(),
        flow.src().isLocal(),
        flow.dst().ip().toString(),
        flow.dstPort(),
        flow.dst().hostName(),
        flow.dst().mac().toString(),
        flow.dst().country(),
        flow.dst().asn(),
        flow.dst().asnName(),
        flow.dst().isLocal(),
        IpProtocolNames.of(flow.l4Protocol()),
        application.protocol(),
        application.name(),
        application.category(),
        application.detection().name().toLowerCase(java.util.Locale.ROOT),
        application.domainName(),
        sent.bytes(),
        answered.bytes(),
        sent.packets(),
        answered.packets(),
        Moments.of(flow.firstSeenNanos()),
        Moments.of(flow.lastSeenNanos()),
        durationMillis(flow),
        flow.connState().name(),
        TcpFlags.text(sent.tcpFlags()),
        TcpFlags.text(answered.tcpFlags()),
        tcp.retransmissions(),
        tcp.outOfOrder(),
        tcp.lost(),
        tcp.zeroWindows(),
        tcp.keepAlives(),
        tcp.duplicateAcks(),
        tcp.resets(),
        flow.latency().clientRttMicros(),
        flow.latency().serverRttMicros(),
        flow.latency().responseMicros(),
        application.score(),
        application.risks(),
        application.alerts(),
        application.tls().version(),
        application.tls().subject(),
        application.tls().issuer(),
        flow.fingerprints().ja3(),
        flow.fingerprints().ja4(),
        flow.fingerprints().hassh(),
        flow.fingerprints().hasshServer(),
        application.http().method(),
        application.http().url(),
        application.http().status(),
        application.http().userAgent(),
        application.dns().query(),
        application.dns().responseCode());
  }
}
