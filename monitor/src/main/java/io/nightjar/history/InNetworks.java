package io.nightjar.history;

import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.util.List;
import java.util.stream.Collectors;

/** The condition, in SQL, that the text of an address is in a network. */
/*
 * Addresses are compared as numbers by functions that never fail: a condition that throws for one
 * row would break every query. IPv4 is compared in its IPv6-mapped form.
 */
public final class InNetworks {
  private InNetworks() {}

  /** That it is in one of these; of none, false. */
  public static String condition(String text, List<Prefix> networks) {
    return networks.isEmpty()
        ? "0"
        : networks.stream()
            .map(network -> condition(text, network))
            .collect(Collectors.joining(" OR "));
  }

  /** That it is in this one. */
  public static String condition(String text, Prefix network) {
    int hostBits = 128 - network.length();
    IpAddress first = network.address();
    IpAddress last =
        new IpAddress(
            first.high() | ones(hostBits - 64), first.low() | ones(Math.min(hostBits, 64)));
    boolean v4 = first.isV4() && network.length() >= 96;
    return "(%s(%s) AND toIPv6OrDefault(%s) BETWEEN toIPv6('%s') AND toIPv6('%s'))"
        .formatted(
            v4 ? "isIPv4String" : "isIPv6String", text, text, mapped(first, v4), mapped(last, v4));
  }

  private static String mapped(IpAddress address, boolean v4) {
    return v4 ? "::ffff:" + address : address.toString();
  }

  private static long ones(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1L : (1L << bits) - 1;
  }
}
