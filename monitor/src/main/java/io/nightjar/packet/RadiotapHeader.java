package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads a radiotap header (radiotap.org, LINKTYPE_IEEE802_11_RADIOTAP) in place; its numbers are
 * little endian.
 *
 * <pre>
 *   0         1     2        4             8
 *   +---------+-----+--------+-------------+----------------------
 *   | version | pad | length | present, 4n | fields, by the bits present
 *   +---------+-----+--------+-------------+----------------------
 * </pre>
 */
public final class RadiotapHeader {
  /** Length in bytes without fields. */
  public static final int LEAST_BYTES = 8;

  private static final int TIMESTAMP_PRESENT = 1;
  private static final int FLAGS_PRESENT = 2;
  private static final int FLAG_PADDED = 0x20;

  private RadiotapHeader() {}

  /** Length of the header in bytes, fields included. */
  public static int headerBytes(MemorySegment bytes, long at) {
    return Short.toUnsignedInt(Short.reverseBytes((short) NetworkOrder.u16(bytes, at + 2)));
  }

  /** Whether padding follows the IEEE 802.11 header; false where the flags are not there. */
  public static boolean isPadded(MemorySegment bytes, long at, int headerBytes) {
    int present = NetworkOrder.u8(bytes, at + 4);
    if ((present & FLAGS_PRESENT) == 0) {
      return false;
    }
    int field = 4;
    boolean more;
    do {
      // The top bit of each little-endian word of bits says that one more follows.
      more = (NetworkOrder.u8(bytes, at + field + 3) & 0x80) != 0;
      field += 4;
    } while (more && field + 4 <= headerBytes);
    if ((present & TIMESTAMP_PRESENT) != 0) {
      field = (field + 7 & ~7) + 8;
    }
    return field < headerBytes && (NetworkOrder.u8(bytes, at + field) & FLAG_PADDED) != 0;
  }
}
