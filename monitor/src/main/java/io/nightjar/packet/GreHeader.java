package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads a GRE header (RFC 2784, RFC 2890; version 1: RFC 2637) in place. What a bit announces
 * follows in the order of the bits.
 *
 * <pre>
 *   0 1 2 3                13     16                             31
 *   +-+-+-+-+---------------+------+-------------------------------+
 *   |C|R|K|S|       0       | ver  |           EtherType           |
 *   +-+-+-+-+---------------+------+-------------------------------+
 *   |       checksum, if C or R    |  reserved, or routing offset  |
 *   |       key, if K              (version 1: length, call)       |
 *   |       sequence number, if S                                  |
 *   |       acknowledgment number, if A (version 1: bit 8)         |
 *   +--------------------------------------------------------------+
 * </pre>
 */
public final class GreHeader {
  /** Length in bytes of what is always there. */
  public static final int LEAST_BYTES = 4;

  private static final int CHECKSUM = 0x8000;
  private static final int ROUTING = 0x4000;
  private static final int KEY = 0x2000;
  private static final int SEQUENCE = 0x1000;
  private static final int ACKNOWLEDGMENT = 0x0080;

  private GreHeader() {}

  /** The version: 0, or 1 for point-to-point tunnelling. */
  public static int version(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at) & 7;
  }

  /** The EtherType of what it carries. */
  public static int type(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + 2);
  }

  /** Length in bytes; -1 for source routing and for versions nobody uses. */
  public static int headerBytes(MemorySegment bytes, long at) {
    int flags = NetworkOrder.u16(bytes, at);
    int version = flags & 7;
    if ((flags & ROUTING) != 0 || version > 1) {
      return -1;
    }
    return LEAST_BYTES
        + ((flags & CHECKSUM) != 0 ? 4 : 0)
        + ((flags & KEY) != 0 ? 4 : 0)
        + ((flags & SEQUENCE) != 0 ? 4 : 0)
        + (version == 1 && (flags & ACKNOWLEDGMENT) != 0 ? 4 : 0);
  }

  /** Whether there is a sequence number. */
  public static boolean hasSequence(MemorySegment bytes, long at) {
    return (NetworkOrder.u16(bytes, at) & SEQUENCE) != 0;
  }

  /** The key, of a header that is whole; 0 where there is none. */
  public static long key(MemorySegment bytes, long at) {
    int flags = NetworkOrder.u16(bytes, at);
    if ((flags & KEY) == 0) {
      return 0;
    }
    return NetworkOrder.u32(bytes, at + LEAST_BYTES + ((flags & CHECKSUM) != 0 ? 4 : 0));
  }
}
