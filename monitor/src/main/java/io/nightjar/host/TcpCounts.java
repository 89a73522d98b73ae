package io.nightjar.host;

/**
 * What went wrong in TCP segments sent one way. Each is counted as Wireshark's TCP analysis names
 * it; {@code docs/tcp.md} says what that means.
 *
 * @param retransmissions segments sent again, for whatever reason
 * @param outOfOrder segments that came after a later one, too soon to have been sent again
 * @param lost gaps in the sequence: a segment came before the one expected
 * @param zeroWindows segments that told the peer to stop sending
 * @param keepAlives segments that only ask whether the peer is there
 * @param duplicateAcks acknowledgments that repeat the one before
 * @param resets segments with RST
 */
public record TcpCounts(
    long retransmissions,
    long outOfOrder,
    long lost,
    long zeroWindows,
    long keepAlives,
    long duplicateAcks,
    long resets) {
  /** Nothing went wrong. */
  public static final TcpCounts NONE = new TcpCounts(0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  public TcpCounts plus(TcpCounts other) {
    if (other.equals(NONE)) {
      return this;
    }
    return new TcpCounts(
        retransmissions + other.retransmissions,
        outOfOrder + other.outOfOrder,
        lost + other.lost,
        zeroWindows + other.zeroWindows,
        keepAlives + other.keepAlives,
        duplicateAcks + other.duplicateAcks,
        resets + other.resets);
  }

  /** What came since the earlier count. */
  public TcpCounts minus(TcpCounts earlier) {
    if (earlier.equals(NONE)) {
      return this;
    }
    return new TcpCounts(
        retransmissions - earlier.retransmissions,
        outOfOrder - earlier.outOfOrder,
        lost - earlier.lost,
        zeroWindows - earlier.zeroWindows,
        keepAlives - earlier.keepAlives,
        duplicateAcks - earlier.duplicateAcks,
        resets - earlier.resets);
  }
}
