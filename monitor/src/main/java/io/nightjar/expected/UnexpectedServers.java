package io.nightjar.expected;

import io.nightjar.account.ServerKind;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The alerts of hosts that use a server outside the list that is set for them. */
public final class UnexpectedServers {
  private static final int SCORE = 100;

  /** The client's share of the score: who answers is to blame. */
  private static final int SERVERS_FAULT = 10;

  private static final String LISTS = "See list_expected_servers for the lists and what is in use.";

  private static final AlertType DNS =
      type("dns", "A DNS server outside the list answered a host")
          .technique("T1071.004")
          .check("Ask get_host_info who the server is, and which names were asked.");

  private static final AlertType NTP =
      type("ntp", "A time server outside the list answered a host")
          .check(
              "A clock that is set wrong breaks certificates and logs: find who set the server.");

  private static final AlertType DHCP =
      type("dhcp", "A DHCP server outside the list offers addresses")
          .technique("T1557.003")
          .check("Find the device by get_mac_info: it can name itself gateway and DNS server.");

  private static final AlertType SMTP =
      type("smtp", "A mail server outside the list answered a host")
          .technique("T1071.003")
          .check("A host that sends mail by itself may send spam: see its flows.");

  private static final AlertType GATEWAY =
      AlertType.of(
              "unexpected_gateway",
              Entity.FLOW,
              Category.POLICY,
              SCORE,
              "A host leaves its network through a router outside the list")
          .technique("T1557")
          .check(LISTS)
          .check("Find the device by get_mac_info: it reads what passes it.");

  private static final Map<ServerKind, AlertType> BY_KIND =
      new EnumMap<>(
          Map.of(
              ServerKind.DNS, DNS,
              ServerKind.NTP, NTP,
              ServerKind.DHCP, DHCP,
              ServerKind.SMTP, SMTP,
              ServerKind.GATEWAY, GATEWAY));

  /** All of them. */
  public static final List<AlertType> ALL = List.copyOf(BY_KIND.values());

  private UnexpectedServers() {}

  private static AlertType type(String kind, String meaning) {
    String key = "unexpected_" + kind + "_server";
    return AlertType.of(key, Entity.FLOW, Category.POLICY, SCORE, meaning)
        .client(SERVERS_FAULT)
        .check(LISTS);
  }

  /** The alert of this kind of server. */
  static AlertType of(ServerKind kind) {
    AlertType type = BY_KIND.get(kind);
    if (type == null) {
      throw new AssertionError("no alert for " + kind);
    }
    return type;
  }
}
