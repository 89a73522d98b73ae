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

  /** Counts a frame. */
  void add(int wireBytes) {
    bytes += wireBytes;
    packets++;
  }

  /** Frame bytes on the wire. */
  public long bytes() {
    return bytes;
  }

  /** Frames. */
  public long packets() {
    return packets;
  }

  /** All so far counts as recorded. */
  void record() {
    recordedBytes = bytes;
    recordedPackets = packets;
  }

  /** Bytes that no record holds yet. */
  public long unrecordedBytes() {
    return bytes - recordedBytes;
  }

  /** Packets that no record holds yet. */
  public long unrecordedPackets() {
    return packets - recordedPackets;
  }
}
