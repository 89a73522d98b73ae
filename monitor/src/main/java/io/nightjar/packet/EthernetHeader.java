package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads an Ethernet II or IEEE 802.3 header in place.
 *
 * <pre>
 *   0        6        12         14
 *   +--------+--------+----------+---------
 *   | to MAC | of MAC | type/len | payload
 *   +--------+--------+----------+---------
 * </pre>
 */
public final class EthernetHeader {
  /** Length in bytes. */
  public static final int BYTES = 14;

  private static final int SOURCE = 6;
  private static final int TYPE = 12;

  private EthernetHeader() {}

  /** The MAC address it goes to. */
  public static long destination(MemorySegment bytes, long at) {
    return NetworkOrder.u48(bytes, at);
  }

  /** The MAC address it comes from. */
  public static long source(MemorySegment bytes, long at) {
    return NetworkOrder.u48(bytes, at + SOURCE);
  }

  /** The EtherType, or the LLC length where below {@link EtherType#SMALLEST}. */
  public static int typeOrLength(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + TYPE);
  }
}
