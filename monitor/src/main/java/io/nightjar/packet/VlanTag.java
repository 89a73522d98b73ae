package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads a VLAN tag (IEEE 802.1Q clause 9.6) in place, from behind its EtherType.
 *
 * <pre>
 *   0     3   4        16         32 bits
 *   +-----+---+--------+----------+
 *   | pri |dei|   id   | type/len |
 *   +-----+---+--------+----------+
 * </pre>
 */
public final class VlanTag {
  /** Length in bytes, the EtherType behind it included. */
  public static final int BYTES = 4;

  private VlanTag() {}

  /** The VLAN identifier, 0 to 4095. */
  public static int id(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at) & 0xfff;
  }

  /** The EtherType (or LLC length) of what is behind the tag. */
  public static int typeOrLength(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + 2);
  }
}
