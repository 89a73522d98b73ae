package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads a GTP-U header (3GPP TS 29.281 section 5) in place. The third line is there where one of E,
 * S and PN is set; extension headers follow where E is.
 *
 * <pre>
 *   0     3  4 5 6 7 8               16                             31
 *   +-----+--+-+-+-+-+---------------+-------------------------------+
 *   | ver |PT|0|E|S|P|     type      |  length behind 8 bytes        |
 *   +-----+--+-+-+-+-+---------------+-------------------------------+
 *   |                tunnel endpoint identifier (TEID)               |
 *   +--------------------------------+---------------+---------------+
 *   |        sequence number         | N-PDU number  | extension type|
 *   +--------------------------------+---------------+---------------+
 *   extension: | length in 4 bytes, 1 | content | next extension type, 1 |
 * </pre>
 */
public final class GtpHeader {
  /** Length in bytes without optional fields. */
  public static final int LEAST_BYTES = 8;

  private static final int OPTIONAL_BYTES = 4;
  private static final int USER_PACKET = 255;
  private static final int MOST_EXTENSIONS = 16;

  private GtpHeader() {}

  /** Whether it is version 1, and carries a user's packet. */
  public static boolean carriesPacket(MemorySegment bytes, long at) {
    return (NetworkOrder.u8(bytes, at) & 0xf0) == 0x30
        && NetworkOrder.u8(bytes, at + 1) == USER_PACKET;
  }

  /** Bytes behind the first 8. */
  public static int lengthBytes(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + 2);
  }

  /** The tunnel, as the receiver numbers it. */
  public static long tunnel(MemorySegment bytes, long at) {
    return NetworkOrder.u32(bytes, at + 4);
  }

  /** Length in bytes with all extensions; -1 where they do not end before the captured bytes. */
  public static int headerBytes(MemorySegment bytes, long at, long end) {
    int flags = NetworkOrder.u8(bytes, at) & 7;
    if (flags == 0) {
      return LEAST_BYTES;
    }
    long behind = at + LEAST_BYTES + OPTIONAL_BYTES;
    if (behind > end) {
      return -1;
    }
    int next = (flags & 4) != 0 ? NetworkOrder.u8(bytes, behind - 1) : 0;
    for (int n = 0; n < MOST_EXTENSIONS && next != 0; n++) {
      int length = behind < end ? NetworkOrder.u8(bytes, behind) * 4 : 0;
      behind += length;
      if (length == 0 || behind > end) {
        return -1;
      }
      next = NetworkOrder.u8(bytes, behind - 1);
    }
    return next == 0 ? (int) (behind - at) : -1;
  }
}
