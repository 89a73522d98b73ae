package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads an MPLS label stack entry (RFC 3032 section 2.1) in place.
 *
 * <pre>
 *   0                   20    23  24      32 bits
 *   +-------------------+-----+---+-------+
 *   |       label       | cls |end|  ttl  |
 *   +-------------------+-----+---+-------+
 * </pre>
 */
public final class MplsLabel {
  /** Length in bytes. */
  public static final int BYTES = 4;

  private MplsLabel() {}

  /** The label, 0 to 2^20 - 1. */
  public static int label(MemorySegment bytes, long at) {
    return NetworkOrder.i32(bytes, at) >>> 12;
  }

  /** Whether it is the bottom of the stack. */
  public static boolean isLast(MemorySegment bytes, long at) {
    return (NetworkOrder.u8(bytes, at + 2) & 1) != 0;
  }
}
