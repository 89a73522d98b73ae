package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads an LLC header (IEEE 802.2) with its SNAP extension (IEEE 802 clause 9) in place.
 *
 * <pre>
 *   0      1      2         3       6      8
 *   +------+------+---------+-------+------+--------
 *   | dsap | ssap | control |  oui  | type | payload
 *   +------+------+---------+-------+------+--------
 *                           '-- SNAP only -'
 * </pre>
 */
public final class LlcHeader {
  /** Length in bytes with an unnumbered control field and without SNAP. */
  public static final int BYTES = 3;

  /** Length in bytes with SNAP. */
  public static final int SNAP_BYTES = 8;

  /** Service access points. */
  public static final int SAP_SNAP = 0xaa;

  public static final int SAP_IP = 0x06;
  public static final int SAP_STP = 0x42;
  public static final int SAP_IPX = 0xe0;
  public static final int SAP_NETBEUI = 0xf0;
  public static final int SAP_ISO = 0xfe;

  private LlcHeader() {}

  /** The destination service access point. */
  public static int destinationSap(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at);
  }

  /** Both service access points, the destination's in the high byte. */
  public static int saps(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at);
  }

  /** The organisation whose types SNAP uses; 0 for EtherTypes. */
  public static int snapOrganisation(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + 3) << 8 | NetworkOrder.u8(bytes, at + 5);
  }

  /** The type behind SNAP, in the organisation's own numbers. */
  public static int snapType(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + 6);
  }
}
