package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads an ARP message (RFC 826) for IPv4 over Ethernet in place.
 *
 * <pre>
 *   0          2          4     5     6           8            14          18           24
 *   +----------+----------+-----+-----+-----------+------------+-----------+------------+-----------+
 *   | hardware | protocol | 6   | 4   | operation | sender MAC | sender IP | target MAC | target IP |
 *   +----------+----------+-----+-----+-----------+------------+-----------+------------+-----------+
 * </pre>
 */
public final class ArpHeader {
  /** Length in bytes. */
  public static final int BYTES = 28;

  public static final int REQUEST = 1;
  public static final int REPLY = 2;

  private ArpHeader() {}

  /** Whether the payload of this {@link PacketKind#ARP} frame is such a message, and whole. */
  public static boolean isIn(Packet packet) {
    long at = packet.payloadOffset();
    return packet.payloadBytes() >= BYTES
        && NetworkOrder.i32(packet.bytes(), at) == (1 << 16 | EtherType.IPV4)
        && NetworkOrder.u16(packet.bytes(), at + 4) == 0x0604;
  }

  /** {@link #REQUEST}, {@link #REPLY}, or another. */
  public static int operation(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + 6);
  }

  /** The MAC address the sender says it has. */
  public static long senderMac(MemorySegment bytes, long at) {
    return NetworkOrder.u48(bytes, at + 8);
  }

  /** The IPv4 address the sender says it has, as 32 bits; 0 where it asks whether one is free. */
  public static int senderIp(MemorySegment bytes, long at) {
    return NetworkOrder.i32(bytes, at + 14);
  }

  /** The MAC address of who is meant; 0 in a request. */
  public static long targetMac(MemorySegment bytes, long at) {
    return NetworkOrder.u48(bytes, at + 18);
  }

  /** The IPv4 address that is asked for, as 32 bits. */
  public static int targetIp(MemorySegment bytes, long at) {
    return NetworkOrder.i32(bytes, at + 24);
  }
}
