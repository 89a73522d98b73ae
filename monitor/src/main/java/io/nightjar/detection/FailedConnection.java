package io.nightjar.detection;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.flow.ConnState;
import io.nightjar.flow.Flow;
import io.nightjar.flow.TcpConnection;
import io.nightjar.flow.TcpFlags;
import java.util.List;

/** TCP connections that came to nothing. What was begun by nobody seen is not judged. */
final class FailedConnection implements FlowCheck {
  private static final String CLIENT =
      "See how many others the client tried: one is a mistake, many are a scan.";

  static final AlertType FAILED =
      type("connection_failed", "A client asked for a connection and nobody answered");
  static final AlertType REFUSED =
      type("connection_refused", "A server refused a connection").technique("T1046");
  static final AlertType RESET =
      type("connection_reset", "A connection was broken off by a reset").off();
  static final AlertType NO_DATA =
      type("no_data_exchanged", "A connection was opened and closed, and carried nothing")
          .technique("T1046");

  private static AlertType type(String key, String meaning) {
    return AlertType.of(key, Entity.FLOW, Category.NETWORK, 1, meaning).client(90).check(CLIENT);
  }

  @Override
  public List<AlertType> types() {
    return List.of(FAILED, REFUSED, RESET, NO_DATA);
  }

  @Override
  public void settled(Flow flow, Verdict verdict) {
    TcpConnection tcp = flow.tcp();
    if (tcp == null || (tcp.client().flags() & TcpFlags.SYN) == 0) {
      return;
    }
    ConnState state = tcp.state();
    switch (state) {
      case S0, SH, RSTOS0 -> raise(FAILED, state, verdict);
      case REJ -> raise(REFUSED, state, verdict);
      case RSTO, RSTR -> {
        raise(RESET, state, verdict);
        noData(tcp, state, verdict);
      }
      case SF -> noData(tcp, state, verdict);
      case S1, S2, S3, RSTRH, SHR, OTH -> {}
    }
  }

  private static void noData(TcpConnection tcp, ConnState state, Verdict verdict) {
    if (!tcp.carriedPayload()) {
      raise(NO_DATA, state, verdict);
    }
  }

  private static void raise(AlertType type, ConnState state, Verdict verdict) {
    if (verdict.isNews(type)) {
      verdict.raise(type, Evidence.of("conn_state", state));
    }
  }
}
