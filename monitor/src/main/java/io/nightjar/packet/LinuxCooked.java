package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads the headers Linux puts before frames of its "any" device (LINKTYPE_LINUX_SLL and
 * LINKTYPE_LINUX_SLL2) in place.
 *
 * <pre>
 *   v1:  | packet type, 2 | device type, 2 | address length, 2 | address, 8 | protocol, 2 |
 *   v2:  | protocol, 2 | 0, 2 | interface, 4 | device type, 2 | packet type, 1 |
 *        | address length, 1 | address, 8 |
 * </pre>
 */
public final class LinuxCooked {
  /** Length of version 1 in bytes. */
  public static final int V1_BYTES = 16;

  /** Length of version 2 in bytes. */
  public static final int V2_BYTES = 20;

  /** The protocol number of LLC frames (ETH_P_802_2). */
  public static final int LLC = 0x0004;

  private LinuxCooked() {}

  /** Version 1: the EtherType, or a Linux number below {@link EtherType#SMALLEST}. */
  public static int v1Protocol(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + 14);
  }

  /** Version 2: the EtherType, or a Linux number below {@link EtherType#SMALLEST}. */
  public static int v2Protocol(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at);
  }

  /** Version 1: the MAC address of the sender, 0 where its address is no MAC address. */
  public static long v1Source(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + 4) == 6 ? NetworkOrder.u48(bytes, at + 6) : 0;
  }

  /** Version 2: the MAC address of the sender, 0 where its address is no MAC address. */
  public static long v2Source(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at + 11) == 6 ? NetworkOrder.u48(bytes, at + 12) : 0;
  }
}
