package io.nightjar.flow;

import io.nightjar.host.TcpOutcome;

/** How a TCP connection went, in Zeek's words ({@code conn_state} of its conn log). */
public enum ConnState {
  /** Attempt seen, no answer. */
  S0,
  /** Established, not ended. */
  S1,
  /** Established, the client's end seen but no reply to it. */
  S2,
  /** Established, the server's end seen but no reply to it. */
  S3,
  /** Normal establishment and end. */
  SF,
  /** Attempt rejected. */
  REJ,
  /** Established, the client reset it. */
  RSTO,
  /** Established, the server reset it. */
  RSTR,
  /** The client sent SYN then RST, no answer of the server seen. */
  RSTOS0,
  /** The server reset it, no SYN of the client seen. */
  RSTRH,
  /** The client ended it, no SYN-ACK of the server seen. */
  SH,
  /** The server ended it, no SYN of the client seen. */
  SHR,
  /** Anything else: mostly traffic whose beginning and end were not seen. */
  OTH;

  /** What became of the attempt to connect. */
  TcpOutcome outcome() {
    return switch (this) {
      case S1, S2, S3, SF, RSTO, RSTR -> TcpOutcome.ESTABLISHED;
      case REJ -> TcpOutcome.REFUSED;
      case S0, SH, RSTOS0 -> TcpOutcome.UNANSWERED;
      case RSTRH, SHR, OTH -> TcpOutcome.UNKNOWN;
    };
  }

  /** The state of a connection whose sides are this far. */
  static ConnState of(TcpSide client, TcpSide server) {
    TcpState from = client.state;
    TcpState to = server.state;
    if (to == TcpState.RESET) {
      return resetByServer(client, server);
    }
    if (from == TcpState.RESET) {
      return resetByClient(client, to);
    }
    if (from == TcpState.CLOSED) {
      return to == TcpState.CLOSED ? SF : to.isInactive() ? SH : S2;
    }
    if (to == TcpState.CLOSED) {
      return from.isInactive() ? SHR : S3;
    }
    if (from == TcpState.SYN_SENT && to == TcpState.INACTIVE) {
      return S0;
    }
    return from == TcpState.ESTABLISHED && to == TcpState.ESTABLISHED ? S1 : OTH;
  }

  private static ConnState resetByServer(TcpSide client, TcpSide server) {
    boolean exchangedNothing =
        client.state == TcpState.RESET && !client.sentPayload() && !server.sentPayload();
    if (client.state == TcpState.SYN_SENT || exchangedNothing) {
      return REJ;
    }
    return client.state.isInactive() ? RSTRH : RSTR;
  }

  private static ConnState resetByClient(TcpSide client, TcpState server) {
    if (!server.isInactive()) {
      return RSTO;
    }
    int flags = client.flags() & (TcpFlags.SYN | TcpFlags.FIN);
    return flags == TcpFlags.SYN ? RSTOS0 : OTH;
  }
}
