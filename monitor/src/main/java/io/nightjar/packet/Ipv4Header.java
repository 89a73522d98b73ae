package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads an IPv4 header (RFC 791 section 3.1) in place.
 *
 * <pre>
 *   0       4       8               16      19                     31
 *   +-------+-------+---------------+-------------------------------+
 *   |version|  ihl  |      tos      |         total length          |
 *   +-------+-------+---------------+------+------------------------+
 *   |        identification         |flags |    fragment offset     |
 *   +---------------+---------------+------+------------------------+
 *   | time to live  |   protocol    |            checksum           |
 *   +---------------+---------------+-------------------------------+
 *   |                             source                            |
 *   |                          destination                          |
 *   |                   options, up to 40 bytes                     |
 *   +---------------------------------------------------------------+
 * </pre>
 */
public final class Ipv4Header {
  /** Length in bytes without options. */
  public static final int BYTES = 20;

  /** The bit of {@link #fragment} that says more follow. */
  public static final int MORE_FRAGMENTS = 0x2000;

  static final int TOTAL_LENGTH = 2;
  private static final int IDENTIFICATION = 4;
  static final int FRAGMENT = 6;
  private static final int TTL = 8;
  private static final int PROTOCOL = 9;
  private static final int SOURCE = 12;
  private static final int DESTINATION = 16;

  private Ipv4Header() {}

  /** Length of the header in bytes, options included: 0 to 60, legal from 20. */
  public static int headerBytes(MemorySegment bytes, long at) {
    return (NetworkOrder.u8(bytes, at) & 0xf) * 4;
  }

  /** Length of the packet in bytes, header included; 0 where the sender's card cuts it later. */
  public static int totalBytes(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + TOTAL_LENGTH);
  }

  /** The number its fragments share, 0 to 65535. */
  public static int identification(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + IDENTIFICATION);
  }

  /** {@link #MORE_FRAGMENTS}, and where the fragment belongs, in units of 8 bytes; 0 for whole. */
  public static int fragment(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + FRAGMENT) & 0x3fff;
  }

  /** The differentiated services code point (RFC 2474). */
  public static int dscp(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at + 1) >>> 2;
  }

  /** Hops it may still take. */
  public static int ttl(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at + TTL);
  }

  /** The IP protocol number of what it carries. */
  public static int protocol(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at + PROTOCOL);
  }

  /** The source address as 32 bits. */
  public static long source(MemorySegment bytes, long at) {
    return NetworkOrder.u32(bytes, at + SOURCE);
  }

  /** The destination address as 32 bits. */
  public static long destination(MemorySegment bytes, long at) {
    return NetworkOrder.u32(bytes, at + DESTINATION);
  }
}
