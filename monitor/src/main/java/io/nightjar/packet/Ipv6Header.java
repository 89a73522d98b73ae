package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads an IPv6 header (RFC 8200 section 3) in place.
 *
 * <pre>
 *   0       4               12                                     31
 *   +-------+---------------+---------------------------------------+
 *   |version| traffic class |              flow label               |
 *   +-------+---------------+-------+---------------+---------------+
 *   |        payload length         |  next header  |   hop limit   |
 *   +-------------------------------+---------------+---------------+
 *   |                       source, 16 bytes                        |
 *   |                    destination, 16 bytes                      |
 *   +---------------------------------------------------------------+
 * </pre>
 */
public final class Ipv6Header {
  /** Length in bytes, extension headers not included. */
  public static final int BYTES = 40;

  static final int PAYLOAD_LENGTH = 4;
  static final int NEXT_HEADER = 6;
  private static final int HOP_LIMIT = 7;
  private static final int SOURCE = 8;
  private static final int DESTINATION = 24;

  private Ipv6Header() {}

  /** Bytes behind this header; 0 for a jumbogram (RFC 2675) and what the card cuts later. */
  public static int payloadBytes(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + PAYLOAD_LENGTH);
  }

  /** The number of the extension header or protocol behind this header. */
  public static int nextHeader(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at + NEXT_HEADER);
  }

  /** The differentiated services code point: the upper six bits of the traffic class (RFC 2474). */
  public static int dscp(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at) >>> 6 & 0x3f;
  }

  /** Hops it may still take. */
  public static int hopLimit(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at + HOP_LIMIT);
  }

  /** The first 64 bits of the source address. */
  public static long sourceHigh(MemorySegment bytes, long at) {
    return NetworkOrder.i64(bytes, at + SOURCE);
  }

  /** The last 64 bits of the source address. */
  public static long sourceLow(MemorySegment bytes, long at) {
    return NetworkOrder.i64(bytes, at + SOURCE + 8);
  }

  /** The first 64 bits of the destination address. */
  public static long destinationHigh(MemorySegment bytes, long at) {
    return NetworkOrder.i64(bytes, at + DESTINATION);
  }

  /** The last 64 bits of the destination address. */
  public static long destinationLow(MemorySegment bytes, long at) {
    return NetworkOrder.i64(bytes, at + DESTINATION + 8);
  }
}
