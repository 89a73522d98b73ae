package io.nightjar.host;

/**
 * How TCP went for a host, or for all hosts of a network: the sum of its connections' records so
 * far. Owned by one worker; others get copies.
 */
public final class TcpHealth {
  private static final int FIN = 1;
  private static final int SYN = 2;
  private static final int RST = 4;

  private TcpCounts sent = TcpCounts.NONE;
  private TcpCounts received = TcpCounts.NONE;
  private long flowsWithSyn;
  private long flowsWithFin;
  private long flowsWithReset;
  private long establishedAsClient;
  private long establishedAsServer;
  private long refusedAsClient;
  private long refusedAsServer;
  private long unansweredAsClient;
  private long unansweredAsServer;
  private long handshakes;
  private long handshakeMicros;

  /** Adds what went wrong in segments of one connection. */
  public void segments(TcpCounts moreSent, TcpCounts moreReceived) {
    sent = sent.plus(moreSent);
    received = received.plus(moreReceived);
  }

  /** Counts a flow for each of these TCP flags seen in it for the first time. */
  public void flags(int newFlags) {
    flowsWithSyn += (newFlags & SYN) == 0 ? 0 : 1;
    flowsWithFin += (newFlags & FIN) == 0 ? 0 : 1;
    flowsWithReset += (newFlags & RST) == 0 ? 0 : 1;
  }

  /**
   * Counts a connection.
   *
   * @param roundTripMicros between monitor and host in the handshake, 0 unknown
   */
  public void connection(boolean asClient, TcpOutcome outcome, long roundTripMicros) {
    switch (outcome) {
      case ESTABLISHED -> {
        establishedAsClient += asClient ? 1 : 0;
        establishedAsServer += asClient ? 0 : 1;
      }
      case REFUSED -> {
        refusedAsClient += asClient ? 1 : 0;
        refusedAsServer += asClient ? 0 : 1;
      }
      case UNANSWERED -> {
        unansweredAsClient += asClient ? 1 : 0;
        unansweredAsServer += asClient ? 0 : 1;
      }
      case UNKNOWN -> {}
    }
    if (roundTripMicros > 0) {
      handshakes++;
      handshakeMicros += roundTripMicros;
    }
  }

  /** Adds another's figures to these. */
  public void add(TcpHealth other) {
    segments(other.sent, other.received);
    flowsWithSyn += other.flowsWithSyn;
    flowsWithFin += other.flowsWithFin;
    flowsWithReset += other.flowsWithReset;
    establishedAsClient += other.establishedAsClient;
    establishedAsServer += other.establishedAsServer;
    refusedAsClient += other.refusedAsClient;
    refusedAsServer += other.refusedAsServer;
    unansweredAsClient += other.unansweredAsClient;
    unansweredAsServer += other.unansweredAsServer;
    handshakes += other.handshakes;
    handshakeMicros += other.handshakeMicros;
  }

  /** The same and another's together, in a new one. */
  public TcpHealth plus(TcpHealth other) {
    TcpHealth sum = copy();
    sum.add(other);
    return sum;
  }

  /** The same figures in a new one. */
  public TcpHealth copy() {
    TcpHealth copy = new TcpHealth();
    copy.add(this);
    return copy;
  }

  /** In segments the host sent. */
  public TcpCounts sent() {
    return sent;
  }

  /** In segments sent to the host. */
  public TcpCounts received() {
    return received;
  }

  /** Flows with a SYN of either side. */
  public long flowsWithSyn() {
    return flowsWithSyn;
  }

  /** Flows with a FIN of either side. */
  public long flowsWithFin() {
    return flowsWithFin;
  }

  /** Flows with a reset of either side. */
  public long flowsWithReset() {
    return flowsWithReset;
  }

  /** Connections it began or accepted. */
  public long established(boolean asClient) {
    return asClient ? establishedAsClient : establishedAsServer;
  }

  /** Attempts that were answered with a reset. */
  public long refused(boolean asClient) {
    return asClient ? refusedAsClient : refusedAsServer;
  }

  /** Attempts that had no answer. */
  public long unanswered(boolean asClient) {
    return asClient ? unansweredAsClient : unansweredAsServer;
  }

  /** Mean round trip between monitor and host in handshakes, microseconds; 0 for none seen. */
  public long meanRoundTripMicros() {
    return handshakes == 0 ? 0 : handshakeMicros / handshakes;
  }
}
