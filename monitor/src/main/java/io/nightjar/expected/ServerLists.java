package io.nightjar.expected;

import io.nightjar.account.ExpectedServers.Server;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lists of one kind of server. For a host the list of the smallest network counts that holds
 * it, else the list for all hosts. Asking allocates nothing.
 */
final class ServerLists {
  /** No list is for this host. */
  static final int NONE = -1;

  /** The network of the list for all hosts. */
  static final Prefix EVERYWHERE = new Prefix(new IpAddress(0, 0), 0);

  private final Prefix[] networks;
  private final Prefix[][] servers;

  ServerLists(List<Server> entries) {
    Map<Prefix, List<Prefix>> byNetwork = new LinkedHashMap<>();
    entries.stream()
        .sorted(Comparator.comparingInt(entry -> -network(entry).length()))
        .forEach(
            entry ->
                byNetwork
                    .computeIfAbsent(network(entry), _ -> new ArrayList<>())
                    .add(entry.addresses()));
    networks = byNetwork.keySet().toArray(Prefix[]::new);
    servers =
        byNetwork.values().stream()
            .map(list -> list.toArray(Prefix[]::new))
            .toArray(Prefix[][]::new);
  }

  private static Prefix network(Server entry) {
    return entry.network().orElse(EVERYWHERE);
  }

  boolean isEmpty() {
    return networks.length == 0;
  }

  /** Which list is for this host. */
  int listFor(IpAddress host) {
    for (int i = 0; i < networks.length; i++) {
      if (networks[i].contains(host.high(), host.low())) {
        return i;
      }
    }
    return NONE;
  }

  /** Whether the address is in this list. */
  boolean expects(int list, IpAddress server) {
    for (Prefix addresses : servers[list]) {
      if (addresses.contains(server.high(), server.low())) {
        return true;
      }
    }
    return false;
  }

  /** Whether it is in any list: such a server asks others for its hosts. */
  boolean isServer(IpAddress address) {
    for (int i = 0; i < servers.length; i++) {
      if (expects(i, address)) {
        return true;
      }
    }
    return false;
  }

  /** Whose hosts this list is for. */
  Prefix network(int list) {
    return networks[list];
  }

  /** What is in this list. */
  List<Prefix> servers(int list) {
    return List.of(servers[list]);
  }
}
