package io.nightjar.flow;

/** How far one side of a TCP connection is, by what it sent and what it was answered. */
enum TcpState {
  /** Sent nothing yet. */
  INACTIVE,
  /** Sent something, but its SYN was not seen. */
  PARTIAL,
  /** Sent a SYN that was not answered yet. */
  SYN_SENT,
  /** Connected. */
  ESTABLISHED,
  /** Sent a FIN. */
  CLOSED,
  /** Sent a reset. */
  RESET;

  /** Whether no SYN of this side was seen, nor its end. */
  boolean isInactive() {
    return this == INACTIVE || this == PARTIAL;
  }

  /**
   * The state of a side that was in this one and now sent a segment with these flags.
   *
   * @param empty whether it had no payload
   */
  TcpState afterSending(int flags, boolean empty, boolean isClient, TcpState peer) {
    if ((flags & TcpFlags.RST) != 0) {
      return this == CLOSED && peer == CLOSED ? CLOSED : RESET;
    }
    if ((flags & TcpFlags.FIN) != 0) {
      return this == RESET ? RESET : CLOSED;
    }
    return switch (this) {
      case INACTIVE -> afterFirst(flags, empty, isClient, peer);
      case PARTIAL -> peer == INACTIVE && isPureSyn(flags) ? SYN_SENT : this;
      case SYN_SENT, ESTABLISHED, CLOSED, RESET -> this;
    };
  }

  private static TcpState afterFirst(int flags, boolean empty, boolean isClient, TcpState peer) {
    if ((flags & TcpFlags.SYN) != 0) {
      return isClient && peer != ESTABLISHED ? SYN_SENT : ESTABLISHED;
    }
    if ((flags & TcpFlags.ACK) != 0 && peer == ESTABLISHED) {
      return ESTABLISHED;
    }
    return empty && !isClient && peer == SYN_SENT ? INACTIVE : PARTIAL;
  }

  /** The state of a side in this one, whose peer sent a segment with these flags. */
  TcpState afterReceiving(int flags, int sentFlags) {
    if (this == SYN_SENT && (flags & TcpFlags.SYN) != 0) {
      return ESTABLISHED;
    }
    boolean closedBeforeReset = this == RESET && (sentFlags & TcpFlags.FIN) != 0;
    return closedBeforeReset && (flags & (TcpFlags.FIN | TcpFlags.RST)) == TcpFlags.FIN
        ? CLOSED
        : this;
  }

  private static boolean isPureSyn(int flags) {
    return (flags & (TcpFlags.SYN | TcpFlags.ACK)) == TcpFlags.SYN;
  }
}
