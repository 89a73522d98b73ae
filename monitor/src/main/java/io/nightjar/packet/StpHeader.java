package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads a spanning tree configuration message (IEEE 802.1D clause 9.3) in place; Cisco's per VLAN
 * looks alike.
 *
 * <pre>
 *   0          2         3      4       5         13          17          25     27
 *   +----------+---------+------+-------+---------+-----------+-----------+------+---------
 *   | protocol | version | type | flags | root id | path cost | bridge id | port | timers, 8
 *   +----------+---------+------+-------+---------+-----------+-----------+------+---------
 * </pre>
 *
 * A bridge's id is 16 bits of priority (of which 12 may be a VLAN) before its MAC address.
 */
public final class StpHeader {
  /** Length in bytes. */
  public static final int BYTES = 35;

  private static final int CONFIGURATION = 0x00;
  private static final int RAPID = 0x02;

  private StpHeader() {}

  /** Whether the payload of this {@link PacketKind#STP} frame is such a message, and whole. */
  public static boolean isIn(Packet packet) {
    long at = packet.payloadOffset();
    if (packet.payloadBytes() < BYTES || NetworkOrder.u16(packet.bytes(), at) != 0) {
      return false;
    }
    int type = NetworkOrder.u8(packet.bytes(), at + 3);
    return type == CONFIGURATION || type == RAPID;
  }

  /** The id of the bridge all agree on. */
  public static long rootId(MemorySegment bytes, long at) {
    return NetworkOrder.i64(bytes, at + 5);
  }

  /** The sender's distance to it, 0 for the root itself. */
  public static long pathCost(MemorySegment bytes, long at) {
    return NetworkOrder.u32(bytes, at + 13);
  }

  /** The id of the sender. */
  public static long bridgeId(MemorySegment bytes, long at) {
    return NetworkOrder.i64(bytes, at + 17);
  }

  /** The sender's port. */
  public static int portId(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + 25);
  }

  /** The MAC address in a bridge's id, as {@link io.nightjar.net.MacAddress} holds it. */
  public static long mac(long id) {
    return id & 0xffff_ffff_ffffL;
  }
}
