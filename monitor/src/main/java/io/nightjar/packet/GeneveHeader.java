package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads a GENEVE header (RFC 8926 section 3.4) in place.
 *
 * <pre>
 *   0   2           8               16                             31
 *   +---+-----------+-+-+-----------+-------------------------------+
 *   |ver|  options  |O|C| reserved  |           EtherType           |
 *   +---+-----------+-+-+-----------+---------------+---------------+
 *   |           network identifier (VNI)            |   reserved    |
 *   |                 options, up to 252 bytes                      |
 *   +---------------------------------------------------------------+
 * </pre>
 */
public final class GeneveHeader {
  /** Length in bytes without options. */
  public static final int LEAST_BYTES = 8;

  private GeneveHeader() {}

  /** The version; only 0 is known. */
  public static int version(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at) >>> 6;
  }

  /** Length in bytes, options included. */
  public static int headerBytes(MemorySegment bytes, long at) {
    return LEAST_BYTES + (NetworkOrder.u8(bytes, at) & 0x3f) * 4;
  }

  /** The EtherType of what it carries. */
  public static int type(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + 2);
  }

  /** The network identifier, 24 bits. */
  public static int network(MemorySegment bytes, long at) {
    return NetworkOrder.i32(bytes, at + 4) >>> 8;
  }
}
