package io.nightjar.query;

import static io.nightjar.query.Fact.integer;

import io.nightjar.host.TcpHealth;
import io.nightjar.query.HostIdentityFacts.Shown;
import java.util.List;

/** How TCP went for a host, as facts of it. */
final class TcpFacts {
  static final List<Fact<Shown>> ALL =
      List.of(
          integer(
              "retransmissions",
              "TCP segments it sent again",
              each -> tcp(each).sent().retransmissions()),
          integer(
              "retransmissions_received",
              "TCP segments sent to it again",
              each -> tcp(each).received().retransmissions()),
          integer(
              "out_of_order_sent",
              "TCP segments it sent that came after a later one",
              each -> tcp(each).sent().outOfOrder()),
          integer(
              "out_of_order_received",
              "likewise, sent to it",
              each -> tcp(each).received().outOfOrder()),
          integer("lost_sent", "gaps in the sequence it sent", each -> tcp(each).sent().lost()),
          integer(
              "lost_received",
              "gaps in the sequence sent to it",
              each -> tcp(each).received().lost()),
          integer(
              "zero_windows_sent",
              "times it told a peer to stop sending",
              each -> tcp(each).sent().zeroWindows()),
          integer(
              "zero_windows_received",
              "times a peer told it to stop sending",
              each -> tcp(each).received().zeroWindows()),
          integer(
              "handshake_rtt_us",
              "mean round trip from here to it, 0 unknown",
              each -> tcp(each).meanRoundTripMicros()),
          integer(
              "connections_established_as_client",
              "TCP connections it began",
              each -> tcp(each).established(true)),
          integer(
              "connections_established_as_server",
              "TCP connections it accepted",
              each -> tcp(each).established(false)),
          integer(
              "connections_refused_as_client",
              "its attempts answered with a reset",
              each -> tcp(each).refused(true)),
          integer(
              "connections_refused_as_server",
              "attempts it answered with a reset",
              each -> tcp(each).refused(false)),
          integer(
              "connections_unanswered_as_client",
              "its attempts without an answer",
              each -> tcp(each).unanswered(true)),
          integer(
              "connections_unanswered_as_server",
              "attempts it did not answer",
              each -> tcp(each).unanswered(false)),
          integer(
              "tcp_flows_with_syn",
              "flows with a SYN of either side",
              each -> tcp(each).flowsWithSyn()),
          integer(
              "tcp_flows_with_fin",
              "flows with a FIN of either side",
              each -> tcp(each).flowsWithFin()),
          integer(
              "tcp_flows_with_reset",
              "flows with a reset of either side",
              each -> tcp(each).flowsWithReset()));

  private TcpFacts() {}

  private static TcpHealth tcp(Shown shown) {
    return shown.host().tcp();
  }
}
