package io.nightjar.live;

import io.nightjar.packet.Packet;

/** What types of ICMP (RFC 792) and ICMPv6 (RFC 4443, RFC 4861) are called. */
final class IcmpNames {
  private static final int ICMP = 1;

  private IcmpNames() {}

  static String of(Packet packet) {
    return packet.protocol() == ICMP ? v4(packet.icmpType()) : v6(packet.icmpType());
  }

  private static String v4(int type) {
    return switch (type) {
      case 0 -> "echo_reply";
      case 3 -> "unreachable";
      case 5 -> "redirect";
      case 8 -> "echo_request";
      case 9 -> "router_advertisement";
      case 10 -> "router_solicitation";
      case 11 -> "time_exceeded";
      case 13 -> "timestamp_request";
      case 14 -> "timestamp_reply";
      default -> "other";
    };
  }

  private static String v6(int type) {
    return switch (type) {
      case 1 -> "unreachable";
      case 2 -> "packet_too_big";
      case 3 -> "time_exceeded";
      case 128 -> "echo_request";
      case 129 -> "echo_reply";
      case 130, 131, 132, 143 -> "multicast_listener";
      case 133 -> "router_solicitation";
      case 134 -> "router_advertisement";
      case 135 -> "neighbor_solicitation";
      case 136 -> "neighbor_advertisement";
      case 137 -> "redirect";
      default -> "other";
    };
  }
}
