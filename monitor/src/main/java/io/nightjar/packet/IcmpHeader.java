package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads an ICMP (RFC 792) or ICMPv6 (RFC 4443) header in place.
 *
 * <pre>
 *   0      1      2          4         8
 *   +------+------+----------+---------+---------
 *   | type | code | checksum | by type | payload
 *   +------+------+----------+---------+---------
 * </pre>
 */
public final class IcmpHeader {
  /** Length in bytes, the part that depends on the type included. */
  public static final int BYTES = 8;

  private IcmpHeader() {}

  /** The message's type. */
  public static int type(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at);
  }

  /** The message's code within its type. */
  public static int code(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at + 1);
  }
}
