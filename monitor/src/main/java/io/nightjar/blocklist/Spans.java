package io.nightjar.blocklist;

import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.util.ArrayList;
import java.util.List;

/** Networks that together hold all addresses from one to another. */
final class Spans {
  private Spans() {}

  /** The fewest such networks, ascending: at most 62 for IPv4, 254 for IPv6. */
  static List<Prefix> prefixes(IpAddress first, IpAddress last) {
    List<Prefix> prefixes = new ArrayList<>();
    IpAddress at = first;
    while (at.compareTo(last) <= 0) {
      Prefix widest = widest(at, last);
      prefixes.add(widest);
      IpAddress end = end(widest);
      if (end.equals(last)) {
        return prefixes;
      }
      at = after(end);
    }
    return prefixes;
  }

  private static Prefix widest(IpAddress first, IpAddress last) {
    Prefix widest = new Prefix(first, Prefix.HOST_BITS);
    for (int length = Prefix.HOST_BITS - 1; length >= 0; length--) {
      Prefix wider = new Prefix(first, length);
      if (!wider.address().equals(first) || end(wider).compareTo(last) > 0) {
        return widest;
      }
      widest = wider;
    }
    return widest;
  }

  /** The last address of a network. */
  static IpAddress end(Prefix prefix) {
    int length = prefix.length();
    long high = length >= 64 ? 0 : -1L >>> length;
    long low = length <= 64 ? -1L : length == 128 ? 0 : -1L >>> (length - 64);
    return new IpAddress(prefix.address().high() | high, prefix.address().low() | low);
  }

  private static IpAddress after(IpAddress address) {
    long low = address.low() + 1;
    return new IpAddress(low == 0 ? address.high() + 1 : address.high(), low);
  }
}
