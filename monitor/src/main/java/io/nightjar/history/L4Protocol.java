package io.nightjar.history;

import java.util.Map;

/** Names of transport protocols, by IANA's protocol numbers. */
final class L4Protocol {
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(1, "ICMP"),
          Map.entry(2, "IGMP"),
          Map.entry(6, "TCP"),
          Map.entry(17, "UDP"),
          Map.entry(41, "IPv6"),
          Map.entry(47, "GRE"),
          Map.entry(50, "ESP"),
          Map.entry(51, "AH"),
          Map.entry(58, "ICMPv6"),
          Map.entry(88, "EIGRP"),
          Map.entry(89, "OSPF"),
          Map.entry(103, "PIM"),
          Map.entry(112, "VRRP"),
          Map.entry(115, "L2TP"),
          Map.entry(132, "SCTP"),
          Map.entry(136, "UDPLite"));

  private L4Protocol() {}

  /** The name, or the number where it has none here. */
  static String name(int number) {
    String name = NAMES.get(number);
    return name == null ? Integer.toString(number) : name;
  }
}
