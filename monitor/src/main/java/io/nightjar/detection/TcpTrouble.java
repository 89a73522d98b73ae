package io.nightjar.detection;

import io.nightjar.alert.AlertSettings;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.alert.Threshold;
import io.nightjar.flow.Flow;
import io.nightjar.flow.TcpConnection;
import io.nightjar.host.TcpCounts;
import java.util.List;

/** TCP connections whose segments get lost, or whose receiver cannot keep up. */
final class TcpTrouble implements FlowCheck {
  private static final Threshold SHARE =
      new Threshold(
          "share_percent",
          15,
          1,
          100,
          "percent of packets sent again, out of order or missing, any of the three");
  private static final Threshold COUNT =
      new Threshold("segments", 5, 1, 1e9, "such segments at least");
  private static final Threshold WINDOWS =
      new Threshold("zero_windows", 1, 1, 1e9, "segments that told the peer to stop");

  static final AlertType ISSUES =
      AlertType.of(
              "tcp_packets_issues",
              Entity.FLOW,
              Category.NETWORK,
              10,
              "Too many segments of a connection were sent again, came out of order or were lost")
          .threshold(SHARE)
          .threshold(COUNT)
          .check("See whether other flows of either end, or of the network between, have it too.");

  static final AlertType ZERO_WINDOW =
      AlertType.of(
              "tcp_zero_window",
              Entity.FLOW,
              Category.NETWORK,
              5,
              "One end of a connection could not keep up and told the other to stop")
          .threshold(WINDOWS)
          .check("Look at the load of the end that told it, rather than at the network.");

  private final double share;
  private final double least;
  private final double windows;

  TcpTrouble(AlertSettings settings) {
    share = settings.value(ISSUES, SHARE);
    least = settings.value(ISSUES, COUNT);
    windows = settings.value(ZERO_WINDOW, WINDOWS);
  }

  @Override
  public List<AlertType> types() {
    return List.of(ISSUES, ZERO_WINDOW);
  }

  @Override
  public void settled(Flow flow, Verdict verdict) {
    TcpConnection tcp = flow.tcp();
    if (tcp == null || !tcp.carriedPayload()) {
      return;
    }
    TcpCounts client = tcp.client().counts();
    TcpCounts server = tcp.server().counts();
    TcpCounts both = client.plus(server);
    long worst = Math.max(both.lost(), Math.max(both.retransmissions(), both.outOfOrder()));
    double percent = 100.0 * worst / Math.max(1, flow.packets());
    if (worst >= least && percent >= share && verdict.isNews(ISSUES)) {
      verdict.raise(
          ISSUES,
          Evidence.above("share_percent", percent, share),
          Evidence.of("retransmissions", both.retransmissions()),
          Evidence.of("out_of_order", both.outOfOrder()),
          Evidence.of("lost", both.lost()),
          Evidence.of("packets", flow.packets()));
    }
    if (both.zeroWindows() >= windows && verdict.isNews(ZERO_WINDOW)) {
      verdict.raise(
          ZERO_WINDOW,
          Evidence.above("zero_windows", both.zeroWindows(), windows),
          Evidence.of("by_client", client.zeroWindows()),
          Evidence.of("by_server", server.zeroWindows()));
    }
  }
}
