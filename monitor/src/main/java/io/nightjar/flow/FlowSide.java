package io.nightjar.flow;

/**
 * What one side of a flow sent. Owned by one worker. Bytes are frame lengths on the wire; {@code
 * recorded} fields are what history has been given already.
 */
public final class FlowSide {

  long bytes;
  long packets;
  long recordedBytes;
  long recordedPackets;
  int tcpFlags;
  int nextSequence;
  boolean sequenceKnown;
  long retransmissions;
  long recordedRetransmissions;
  long outOfOrder;
  long recordedOutOfOrder;
  long lost;
  long recordedLost;

  /** Counts a frame. */
  void add(int wireBytes) {
    bytes += wireBytes;
    packets++;
  }

  /**
   * Follows the sequence numbers of a TCP segment (RFC 9293 section 3.4). A segment beyond the
   * expected one means something was lost, or will still come late; one before it was sent again,
   * unless it fills the gap.
   *
   * @param payloadBytes by the IP header, not what was captured
   */
  void segment(int flags, int sequence, int payloadBytes) {
    tcpFlags |= flags;
    int length =
        payloadBytes
            + ((flags & TcpFlags.SYN) != 0 ? 1 : 0)
            + ((flags & TcpFlags.FIN) != 0 ? 1 : 0);
    int ahead = sequence - nextSequence;
    if (!sequenceKnown || (flags & TcpFlags.SYN) != 0 || ahead == 0) {
      sequenceKnown = true;
      nextSequence = sequence + length;
    } else if (ahead > 0) {
      lost++;
      nextSequence = sequence + length;
    } else if (length > 0 && !isKeepAlive(ahead, length)) {
      behind(sequence + length);
    }
  }

  private static boolean isKeepAlive(int ahead, int length) {
    return ahead == -1 && length == 1;
  }

  private void behind(int end) {
    if (lost > outOfOrder) {
      outOfOrder++;
      lost--;
    } else {
      retransmissions++;
    }
    if (end - nextSequence > 0) {
      nextSequence = end;
    }
  }

  /** Frame bytes on the wire. */
  public long bytes() {
    return bytes;
  }

  /** Frames. */
  public long packets() {
    return packets;
  }

  /** OR of the TCP flags byte of its segments. */
  public int tcpFlags() {
    return tcpFlags;
  }

  /** Segments sent again. */
  public long retransmissions() {
    return retransmissions;
  }

  /** Segments that came after a later one. */
  public long outOfOrder() {
    return outOfOrder;
  }

  /** Gaps in the sequence that nothing filled. */
  public long lost() {
    return lost;
  }

  /** What was sent since the last call, which is then recorded. */
  FlowRecord.Direction takeUnrecorded() {
    var delta =
        new FlowRecord.Direction(
            bytes - recordedBytes,
            packets - recordedPackets,
            tcpFlags,
            retransmissions - recordedRetransmissions,
            outOfOrder - recordedOutOfOrder,
            Math.max(0, lost - recordedLost));
    recordedBytes = bytes;
    recordedPackets = packets;
    recordedRetransmissions = retransmissions;
    recordedOutOfOrder = outOfOrder;
    recordedLost = Math.max(lost, recordedLost);
    return delta;
  }

  /** Bytes that no record holds yet. */
  public long unrecordedBytes() {
    return bytes - recordedBytes;
  }

  /** Packets that no record holds yet. */
  public long unrecordedPackets() {
    return packets - recordedPackets;
  }

  /** All that was sent. */
  FlowRecord.Direction total() {
    return new FlowRecord.Direction(bytes, packets, tcpFlags, retransmissions, outOfOrder, lost);
  }
}
