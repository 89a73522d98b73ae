package io.nightjar.net;

import java.util.List;
import java.util.stream.Stream;

/** What an address is for, by the special-purpose registries (RFC 6890 and its successors). */
public enum AddressScope {
  UNSPECIFIED,
  LOOPBACK,
  PRIVATE,
  SHARED,
  LINK_LOCAL,
  DOCUMENTATION,
  BENCHMARK,
  MULTICAST,
  BROADCAST,
  RESERVED,
  PUBLIC;

  private record Special(Prefix prefix, AddressScope scope) {}

  private static final List<Special> SPECIAL =
      Stream.of(
              special(UNSPECIFIED, "0.0.0.0/8", "::/128"),
              special(LOOPBACK, "127.0.0.0/8", "::1/128"),
              special(PRIVATE, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
              special(SHARED, "100.64.0.0/10"),
              special(LINK_LOCAL, "169.254.0.0/16", "fe80::/10"),
              special(DOCUMENTATION, "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),
              special(DOCUMENTATION, "2001:db8::/32", "3fff::/20"),
              special(BENCHMARK, "198.18.0.0/15", "2001:2::/48"),
              special(MULTICAST, "224.0.0.0/4", "ff00::/8"),
              special(BROADCAST, "255.255.255.255/32"),
              special(RESERVED, "192.0.0.0/24", "240.0.0.0/4", "100::/64"))
          .flatMap(List::stream)
          .toList();

  private static List<Special> special(AddressScope scope, String... prefixes) {
    return Stream.of(prefixes).map(text -> new Special(Prefix.parse(text), scope)).toList();
  }

  /** The scope of this address. */
  public static AddressScope of(IpAddress address) {
    for (Special special : SPECIAL) {
      if (special.prefix().contains(address)) {
        return special.scope();
      }
    }
    return PUBLIC;
  }

  /** Whether some address of this network is for something special. */
  public static boolean isAnySpecial(Prefix network) {
    for (Special special : SPECIAL) {
      Prefix prefix = special.prefix();
      if (prefix.contains(network.address()) || network.contains(prefix.address())) {
        return true;
      }
    }
    return false;
  }

  /** Whether it addresses several hosts at once. */
  public boolean isGroup() {
    return this == MULTICAST || this == BROADCAST;
  }
}
