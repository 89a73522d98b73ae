package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * One decoded frame. A worker has one and reuses it: {@link PacketDecoder} fills it, and what it
 * says is true until the next frame. Offsets are bytes from the start of {@link #bytes}; lengths
 * never reach past what was captured.
 */
public final class Packet {
  MemorySegment bytes = MemorySegment.NULL;
  long frameOffset;
  int capturedBytes;
  int wireBytes;
  long timeNanos;
  long srcMac;
  long dstMac;
  int vlanId;
  int etherType;
  int ipVersion;
  long ipOffset;
  int ipBytes;
  long srcHigh;
  long srcLow;
  long dstHigh;
  long dstLow;
  int protocol;
  int ttl;
  boolean laterFragment;
  int srcPort;
  int dstPort;
  int icmpType;
  int icmpCode;
  int tcpFlags;
  int tcpSequence;
  int tcpAcknowledgment;
  int tcpWindow;
  long payloadOffset;
  int payloadBytes;
  int payloadWireBytes;

  /** The memory the frame lies in; always native. */
  public MemorySegment bytes() {
    return bytes;
  }
}
