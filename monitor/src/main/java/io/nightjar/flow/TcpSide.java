package io.nightjar.flow;

import io.nightjar.host.TcpCounts;
import io.nightjar.packet.Packet;

/**
 * What one side of a TCP connection sent, followed segment by segment (RFC 9293 section 3.4). Owned
 * by one worker.
 */
public final class TcpSide {
  /* What a segment is called follows Wireshark's TCP analysis (User's Guide, "TCP Analysis"). It
   * looks at the sequence number after the last byte sent so far, at the latest acknowledgments and
   * windows of both sides, and at the time since. Sequence numbers are compared by the sign of their
   * difference, so that they may wrap. */
  private static final int UNKNOWN_WINDOW = -1;
  private static final long FAST_NANOS = 20_000_000;

  private enum Probe {
    NONE,
    KEEP_ALIVE,
    WINDOW
  }

  TcpState state = TcpState.INACTIVE;
  private Probe lastProbe = Probe.NONE;
  private TcpCounts recorded = TcpCounts.NONE;
  private long nextNanos;
  private long acknowledgedNanos;
  private int next;
  private int initial;
  private int acknowledged;
  private int duplicates;
  private int window = UNKNOWN_WINDOW;
  private boolean nextKnown;
  private boolean acknowledgedKnown;
  private byte offeredShift = -1;
  private byte shift;
  private byte flags;
  private int retransmissions;
  private int outOfOrder;
  private int lost;
  private int zeroWindows;
  private int keepAlives;
  private int duplicateAcks;
  private int resets;

  /**
   * Follows a segment.
   *
   * @param reorderNanos how late a segment may come and still be taken for reordered
   */
  void add(Packet packet, TcpSide peer, long reorderNanos) {
    int segmentFlags = packet.tcpFlags();
    int length = packet.payloadWireBytes();
    int ahead = packet.tcpSequence() - next;
    int acknowledgment = packet.tcpAcknowledgment();
    int bytes = packet.tcpWindow() << shift;
    boolean expected =
        ahead == 0
            && bytes != 0
            && nextKnown
            && acknowledgedKnown
            && (segmentFlags & (TcpFlags.CONTROL | TcpFlags.ACK)) == TcpFlags.ACK
            && (length > 1
                ? !isAcknowledged(next + length, peer)
                : length == 0 && acknowledgment != acknowledged);
    flags |= (byte) segmentFlags;
    lastProbe = expected ? Probe.NONE : judge(packet, ahead, peer, reorderNanos);
    int occupied = (segmentFlags & (TcpFlags.SYN | TcpFlags.FIN)) == 0 ? length : length + 1;
    if (lastProbe != Probe.WINDOW && (ahead + occupied > 0 || !nextKnown)) {
      next = packet.tcpSequence() + occupied;
      nextNanos = packet.timeNanos();
      initial = nextKnown ? initial : initialOf(packet);
      nextKnown = !isResetOfNoConnection(packet);
    }
    acknowledges(segmentFlags, acknowledgment, packet.timeNanos());
    window = (segmentFlags & TcpFlags.SYN) == 0 ? bytes : packet.tcpWindow();
  }

  private void acknowledges(int segmentFlags, int acknowledgment, long timeNanos) {
    if (acknowledgment != acknowledged) {
      duplicates = 0;
    }
    acknowledged = acknowledgment;
    acknowledgedNanos = timeNanos;
    acknowledgedKnown = (segmentFlags & TcpFlags.ACK) != 0;
  }

  /** RFC 9293 section 3.10.7.1: its sequence number is 0 and says nothing of this side's. */
  private static boolean isResetOfNoConnection(Packet packet) {
    return packet.tcpSequence() == 0 && (packet.tcpFlags() & TcpFlags.RST) != 0;
  }

  private static int initialOf(Packet packet) {
    boolean syn = (packet.tcpFlags() & TcpFlags.SYN) != 0;
    return syn ? packet.tcpSequence() : packet.tcpSequence() - 1;
  }

  /** Counts what is not simply the next segment. */
  private Probe judge(Packet packet, int ahead, TcpSide peer, long reorderNanos) {
    int segmentFlags = packet.tcpFlags();
    int length = packet.payloadWireBytes();
    boolean control = (segmentFlags & TcpFlags.CONTROL) != 0;
    if (nextKnown && ahead == 0 && length == 1 && peer.window == 0) {
      retransmissions += isAcknowledged(next + 1, peer) ? 1 : 0;
      return Probe.WINDOW;
    }
    if (packet.tcpWindow() == 0 && !control) {
      zeroWindows++;
    }
    if (nextKnown && ahead > 0 && (segmentFlags & TcpFlags.RST) == 0) {
      lost++;
    }
    if (nextKnown && ahead == -1 && length <= 1 && !control) {
      keepAlives++;
      return Probe.KEEP_ALIVE;
    }
    boolean empty = length == 0 && (segmentFlags & (TcpFlags.SYN | TcpFlags.FIN)) == 0;
    if (length > 0 && isAcknowledged(packet.tcpSequence() + length, peer)) {
      retransmissions++;
    } else if (nextKnown && empty && ahead == 0 && !control) {
      repeats(packet, peer);
    } else if (nextKnown && !empty && (ahead < -1 || (ahead == -1 && length <= 1))) {
      behind(packet, ahead, peer, reorderNanos);
    }
    return Probe.NONE;
  }

  private static boolean isAcknowledged(int end, TcpSide peer) {
    return peer.acknowledgedKnown && end - peer.acknowledged <= 0;
  }

  /** Counts an empty segment that acknowledges what was acknowledged before. */
  private void repeats(Packet packet, TcpSide peer) {
    boolean same =
        acknowledgedKnown
            && (packet.tcpFlags() & TcpFlags.ACK) != 0
            && packet.tcpAcknowledgment() == acknowledged;
    int bytes = packet.tcpWindow() << shift;
    if (same && bytes != 0 && bytes == window && peer.lastProbe != Probe.KEEP_ALIVE) {
      duplicates++;
      duplicateAcks++;
    }
  }

  /** Counts a segment whose bytes are not the next ones, but earlier ones. */
  private void behind(Packet packet, int ahead, TcpSide peer, long reorderNanos) {
    int length = packet.payloadWireBytes();
    boolean wasAskedFor =
        peer.duplicates >= 2
            && peer.acknowledged == packet.tcpSequence()
            && packet.timeNanos() - peer.acknowledgedNanos < FAST_NANOS;
    boolean control = (packet.tcpFlags() & (TcpFlags.SYN | TcpFlags.FIN)) != 0;
    boolean isLast = ahead + length + (control ? 1 : 0) == 0;
    long lateNanos = packet.timeNanos() - nextNanos;
    boolean soon = lateNanos >= 0 && lateNanos < reorderNanos;
    if (!wasAskedFor && soon && !isLast) {
      outOfOrder++;
    } else {
      retransmissions++;
    }
  }

  /** Remembers the window shift a SYN offered, -1 for none. */
  void offers(int windowShift) {
    offeredShift = (byte) windowShift;
  }

  /** Whether a SYN with this sequence number begins another connection. */
  boolean isAnother(int sequence) {
    return nextKnown && sequence != initial;
  }

  /** Forgets where the sequence was, not what was counted. */
  void forget() {
    nextKnown = false;
    acknowledgedKnown = false;
    duplicates = 0;
    window = UNKNOWN_WINDOW;
    lastProbe = Probe.NONE;
  }

  /** Windows are shifted where both sides offered it (RFC 7323 section 2.2). */
  void agreeOnShift(TcpSide peer) {
    boolean agreed = offeredShift >= 0 && peer.offeredShift >= 0;
    shift = agreed ? offeredShift : 0;
    peer.shift = agreed ? peer.offeredShift : 0;
  }

  /** Counts a reset. */
  void reset() {
    resets++;
  }

  /** OR of the flags bytes of its segments. */
  public int flags() {
    return flags & 0xff;
  }

  /** Whether any payload was sent, by the sequence numbers. */
  boolean sentPayload() {
    int fin = (flags & TcpFlags.FIN) == 0 ? 0 : 1;
    return nextKnown && next - initial - 1 != fin;
  }

  /** What went wrong so far. */
  public TcpCounts counts() {
    boolean none =
        (retransmissions | outOfOrder | lost | zeroWindows | keepAlives | duplicateAcks | resets)
            == 0;
    return none
        ? TcpCounts.NONE
        : new TcpCounts(
            retransmissions, outOfOrder, lost, zeroWindows, keepAlives, duplicateAcks, resets);
  }

  /** What went wrong since the last record. */
  public TcpCounts unrecorded() {
    return counts().minus(recorded);
  }

  /** What went wrong so far counts as recorded. */
  void record() {
    recorded = counts();
  }
}
