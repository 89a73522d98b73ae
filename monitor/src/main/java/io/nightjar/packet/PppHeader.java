package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads a PPP header in place: HDLC-like framing (RFC 1662) and PPPoE (RFC 2516 section 4).
 *
 * <pre>
 *   HDLC-like:  | address 0xff | control 0x03 | protocol, 1 or 2 bytes |
 *   PPPoE:      | version, type | code | session, 2 | length, 2 | protocol, 1 or 2 bytes |
 * </pre>
 */
public final class PppHeader {
  /** Bytes of a PPPoE header, before the PPP protocol. */
  public static final int PPPOE_BYTES = 6;

  public static final int IPV4 = 0x0021;
  public static final int IPV6 = 0x0057;
  public static final int MPLS = 0x0281;

  private PppHeader() {}

  /** For PPPoE: bytes behind its header, link padding not included. */
  public static int pppoePayloadBytes(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + 4);
  }

  /** Whether it begins with the address and control bytes, which peers may leave out. */
  public static boolean hasAddressAndControl(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at) == 0xff03;
  }

  /** Whether the protocol takes one byte: an odd first byte ends it (RFC 1661 section 6.5). */
  public static boolean hasShortProtocol(MemorySegment bytes, long at) {
    return (NetworkOrder.u8(bytes, at) & 1) != 0;
  }
}
