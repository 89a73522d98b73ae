package io.nightjar.packet;

/**
 * The differentiated services code point of an IP header (RFC 2474 section 3): the upper six bits
 * of the second byte of IPv4, and of the traffic class that follows the version of IPv6.
 *
 * <pre>
 *  0                   1
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5
 * +-------+-------+-----------+---+
 * |version|  IHL  |   DSCP    |ECN|  IPv4
 * +-------+-------+---+---+-------+
 * |version|   DSCP    |ECN| flow    IPv6
 * +-------+-----------+---+-------+
 * </pre>
 */
public final class Dscp {
  private Dscp() {}

  /** Of a decoded IP packet: 0 to 63. */
  public static int of(Packet packet) {
    int second = NetworkOrder.u8(packet.bytes, packet.ipOffset + 1);
    if (packet.ipVersion == 4) {
      return second >>> 2;
    }
    int first = NetworkOrder.u8(packet.bytes, packet.ipOffset);
    return ((first & 0xf) << 2) | (second >>> 6);
  }
}
