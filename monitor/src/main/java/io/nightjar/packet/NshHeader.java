package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads a network service header (RFC 8300 section 2) in place.
 *
 * <pre>
 *   0   2 3 4         10            16      20      24             31
 *   +---+-+-+-----------+------------+-------+-------+---------------+
 *   |ver|O|0|    ttl    |   length   |   0   |metadat| next protocol |
 *   +---+-+-+-----------+------------+-------+-------+---------------+
 *   |                 service path                   | service index |
 *   |                         metadata                               |
 *   +----------------------------------------------------------------+
 * </pre>
 */
public final class NshHeader {
  /** Length in bytes without metadata. */
  public static final int LEAST_BYTES = 8;

  public static final int IPV4 = 1;
  public static final int IPV6 = 2;
  public static final int ETHERNET = 3;
  public static final int NSH = 4;
  public static final int MPLS = 5;

  private NshHeader() {}

  /** Length in bytes, metadata included: 0 to 252, legal from 8. */
  public static int headerBytes(MemorySegment bytes, long at) {
    return (NetworkOrder.u16(bytes, at) & 0x3f) * 4;
  }

  /** The protocol of what is behind it. */
  public static int nextProtocol(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at + 3);
  }
}
