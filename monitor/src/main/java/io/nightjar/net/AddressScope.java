package io.nightjar.net;

import java.util.List;

/** What an address is for, by the special-purpose registries (RFC 6890 and its successors). */
public enum AddressScope {
  UNSPECIFIED("0.0.0.0/8", "::/128"),
  LOOPBACK("127.0.0.0/8", "::1/128"),
  PRIVATE("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"),
  SHARED("100.64.0.0/10"),
  LINK_LOCAL("169.254.0.0/16", "fe80::/10"),
  DOCUMENTATION(
      "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"),
  BENCHMARK("198.18.0.0/15", "2001:2::/48"),
  MULTICAST("224.0.0.0/4", "ff00::/8"),
  BROADCAST("255.255.255.255/32"),
  RESERVED("192.0.0.0/24", "240.0.0.0/4", "100::/64"),
  PUBLIC;

  private final List<Prefix> prefixes;

  AddressScope(String... prefixes) {
    this.prefixes = List.of(prefixes).stream().map(Prefix::parse).toList();
  }

  /** The scope of this address. */
  public static AddressScope of(IpAddress address) {
    for (AddressScope scope : values()) {
      for (Prefix prefix : scope.prefixes) {
        if (prefix.contains(address)) {
          return scope;
        }
      }
    }
    return PUBLIC;
  }

  /** Whether it addresses several hosts at once. */
  public boolean isGroup() {
    return this == MULTICAST || this == BROADCAST;
  }
}
