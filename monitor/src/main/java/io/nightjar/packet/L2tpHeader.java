package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads an L2TP version 2 header (RFC 2661 section 3.1) in place. What a bit announces follows in
 * the order of the bits.
 *
 * <pre>
 *   0 1     4   6 7     12     16
 *   +-+-+---+-+-+-+-+---+------+-------------+-----------+------------+
 *   |T|L|0 0|S|0|O|P| 0 | ver  | length, if L | tunnel, 2 | session, 2 |
 *   +-+-+---+-+-+-+-+---+------+-------------+-----------+------------+
 *   | numbers, 4, if S | offset, 2, and as many bytes, if O |
 *   +------------------+------------------------------------+
 * </pre>
 */
public final class L2tpHeader {
  /** Length in bytes of the longest header, before the bytes an offset skips. */
  public static final int MOST_BYTES = 14;

  private static final int CONTROL = 0x8000;
  private static final int LENGTH = 0x4000;
  private static final int SEQUENCE = 0x0800;
  private static final int OFFSET = 0x0200;

  private L2tpHeader() {}

  /** Whether it is version 2, and carries PPP. */
  public static boolean carriesPacket(MemorySegment bytes, long at) {
    int flags = NetworkOrder.u16(bytes, at);
    return (flags & CONTROL) == 0 && (flags & 0xf) == 2;
  }

  /** Tunnel in the high and session in the low 16 bits, as the receiver numbers them. */
  public static long session(MemorySegment bytes, long at) {
    boolean length = (NetworkOrder.u16(bytes, at) & LENGTH) != 0;
    return NetworkOrder.u32(bytes, at + (length ? 4 : 2));
  }

  /** Length in bytes, skipped bytes included. */
  public static int headerBytes(MemorySegment bytes, long at) {
    int flags = NetworkOrder.u16(bytes, at);
    int length = 6 + ((flags & LENGTH) != 0 ? 2 : 0) + ((flags & SEQUENCE) != 0 ? 4 : 0);
    return (flags & OFFSET) == 0 ? length : length + 2 + NetworkOrder.u16(bytes, at + length);
  }
}
