package io.nightjar.query;

import io.nightjar.host.TcpHealth;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How TCP went for a host, as facts of it. */
final class TcpFacts {
  static final List<Column> COLUMNS =
      List.of(
          Column.integer("retransmissions_received", "TCP segments sent to it again"),
          Column.integer("out_of_order_sent", "TCP segments it sent that came after a later one"),
          Column.integer("out_of_order_received", "likewise, sent to it"),
          Column.integer("lost_sent", "gaps in the sequence it sent"),
          Column.integer("lost_received", "gaps in the sequence sent to it"),
          Column.integer("zero_windows_sent", "times it told a peer to stop sending"),
          Column.integer("zero_windows_received", "times a peer told it to stop sending"),
          Column.integer("handshake_rtt_us", "mean round trip from here to it, 0 unknown"),
          Column.integer("connections_established_as_client", "TCP connections it began"),
          Column.integer("connections_established_as_server", "TCP connections it accepted"),
          Column.integer("connections_refused_as_client", "its attempts answered with a reset"),
          Column.integer("connections_refused_as_server", "attempts it answered with a reset"),
          Column.integer("connections_unanswered_as_client", "its attempts without an answer"),
          Column.integer("connections_unanswered_as_server", "attempts it did not answer"),
          Column.integer("tcp_flows_with_syn", "flows with a SYN of either side"),
          Column.integer("tcp_flows_with_fin", "flows with a FIN of either side"),
          Column.integer("tcp_flows_with_reset", "flows with a reset of either side"));

  private TcpFacts() {}

  static List<@Nullable Object> values(TcpHealth tcp) {
    return List.of(
        tcp.received().retransmissions(),
        tcp.sent().outOfOrder(),
        tcp.received().outOfOrder(),
        tcp.sent().lost(),
        tcp.received().lost(),
        tcp.sent().zeroWindows(),
        tcp.received().zeroWindows(),
        tcp.meanRoundTripMicros(),
        tcp.established(true),
        tcp.established(false),
        tcp.refused(true),
        tcp.refused(false),
        tcp.unanswered(true),
        tcp.unanswered(false),
        tcp.flowsWithSyn(),
        tcp.flowsWithFin(),
        tcp.flowsWithReset());
  }

  /** Where nothing is known of them. */
  static List<@Nullable Object> unknown() {
    return Collections.nCopies(COLUMNS.size(), null);
  }
}
