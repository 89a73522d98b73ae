package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads a per-packet information header (LINKTYPE_PPI) in place; its numbers are little endian.
 *
 * <pre>
 *   0         1       2        4           8
 *   +---------+-------+--------+-----------+--------
 *   | version | flags | length | link type | fields
 *   +---------+-------+--------+-----------+--------
 * </pre>
 */
public final class PpiHeader {
  /** Length in bytes without fields. */
  public static final int LEAST_BYTES = 8;

  private PpiHeader() {}

  /** Length of the header in bytes, fields included. */
  public static int headerBytes(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at + 2) | NetworkOrder.u8(bytes, at + 3) << 8;
  }

  /** The number of the link type behind it. */
  public static int linkType(MemorySegment bytes, long at) {
    return Integer.reverseBytes(NetworkOrder.i32(bytes, at + 4));
  }
}
