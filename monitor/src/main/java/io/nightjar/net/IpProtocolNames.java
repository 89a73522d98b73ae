package io.nightjar.net;

/**
 * Names of IP protocol numbers (IANA "Assigned Internet Protocol Numbers"), as people write them.
 */
public final class IpProtocolNames {
  private IpProtocolNames() {}

  /** The usual name, or the number. */
  public static String of(int number) {
    return switch (number) {
      case 1 -> "ICMP";
      case 2 -> "IGMP";
      case 4 -> "IPIP";
      case 6 -> "TCP";
      case 8 -> "EGP";
      case 17 -> "UDP";
      case 33 -> "DCCP";
      case 41 -> "IPv6";
      case 46 -> "RSVP";
      case 47 -> "GRE";
      case 50 -> "ESP";
      case 51 -> "AH";
      case 58 -> "ICMPv6";
      case 88 -> "EIGRP";
      case 89 -> "OSPF";
      case 103 -> "PIM";
      case 112 -> "VRRP";
      case 115 -> "L2TP";
      case 132 -> "SCTP";
      case 136 -> "UDP-Lite";
      default -> Integer.toString(number);
    };
  }
}
