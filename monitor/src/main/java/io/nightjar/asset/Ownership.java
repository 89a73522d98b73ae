package io.nightjar.asset;

import io.nightjar.net.AddressScope;
import io.nightjar.net.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which of the addresses that a MAC address sends from are its own. */
final class Ownership {
  /** A device that has more IPv4 addresses, or IPv6 networks, sends for others. */
  private static final int MOST_OWN = 4;

  private Ownership() {}

  /** Whether a device can have this address, on its own and on a link. */
  static boolean canBeHeld(IpAddress ip) {
    return switch (AddressScope.of(ip)) {
      case UNSPECIFIED, LOOPBACK, MULTICAST, BROADCAST -> false;
      default -> true;
    };
  }

  /**
   * Whether others send from this MAC: IPv4 addresses from beyond the local networks that the
   * device does not claim (one may have been offered to it), or more addresses than a device has.
   *
   * @param claimed addresses it says it has, or was leased
   */
  static boolean isRouter(
      Set<IpAddress> addresses, Collection<IpAddress> claimed, Predicate<IpAddress> isLocal) {
    List<IpAddress> held = addresses.stream().filter(Ownership::canBeHeld).toList();
    List<IpAddress> v4 = held.stream().filter(IpAddress::isV4).toList();
    Set<Long> networks =
        held.stream().filter(ip -> !ip.isV4()).map(IpAddress::high).collect(Collectors.toSet());
    return v4.size() > MOST_OWN
        || networks.size() > MOST_OWN
        || v4.stream().filter(ip -> !isLocal.test(ip) && !claimed.contains(ip)).count() > 1;
  }

  /**
   * Whether this address, sent from a device's MAC, is the device's. Where the device was heard to
   * claim IPv4 addresses, others are of hosts behind it; link-local ones are never routed.
   *
   * @param known what it had before
   */
  static boolean isOwn(
      IpAddress ip,
      boolean isRouter,
      Collection<IpAddress> claimed,
      Collection<IpAddress> known,
      Predicate<IpAddress> isLocal) {
    if (claimed.contains(ip)) {
      return true;
    }
    if (AddressScope.of(ip) == AddressScope.LINK_LOCAL) {
      return true;
    }
    boolean silent = claimed.stream().noneMatch(IpAddress::isV4);
    return !isRouter && isLocal.test(ip) && (!ip.isV4() || silent || known.contains(ip));
  }

  /** Of these, those that are its own, in their order. */
  static List<IpAddress> own(
      Collection<IpAddress> ips,
      boolean isRouter,
      Collection<IpAddress> claimed,
      Collection<IpAddress> known,
      Predicate<IpAddress> isLocal) {
    List<IpAddress> own = new ArrayList<>();
    for (IpAddress ip : ips) {
      if (canBeHeld(ip) && isOwn(ip, isRouter, claimed, known, isLocal)) {
        own.add(ip);
      }
    }
    return own;
  }
}
