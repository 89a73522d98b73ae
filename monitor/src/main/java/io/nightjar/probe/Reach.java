package io.nightjar.probe;

import io.nightjar.net.AddressScope;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Which addresses probes may reach. Whoever may add a probe could make this machine ask itself, or
 * a cloud's metadata service, in its name; so those are refused unless the configuration allows
 * them. Safe for every thread.
 */
public final class Reach {
  private static final long OWN_KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** IPv4 addresses stand in their last four bytes (RFC 6052, RFC 4291 section 2.5.5.1). */
  private static final List<Prefix> HOLD_IPV4 =
      List.of(Prefix.parse("64:ff9b::/96"), Prefix.parse("::/96"));

  /** Metadata services beside 169.254.169.254. */
  private static final List<Prefix> METADATA =
      List.of(Prefix.parse("fd00:ec2::254"), Prefix.parse("100.100.100.200"));

  private final List<Prefix> allowed;
  private volatile Own own = new Own(Set.of(), System.nanoTime() - OWN_KEPT_NANOS - 1);

  /** The addresses of this machine as they were then. */
  private record Own(Set<IpAddress> addresses, long asOfNanos) {}

  /** Refuses all that should be, but for these networks. */
  public Reach(List<Prefix> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /** Why this address must not be probed; empty when it may. */
  public Optional<String> refusal(IpAddress address) {
    if (allowed.stream().anyMatch(network -> network.contains(address))) {
      return Optional.empty();
    }
    IpAddress meant = meant(address);
    String is = what(meant);
    return is.isEmpty()
        ? Optional.empty()
        : Optional.of(meant + " is " + is + ", which --probe-networks does not allow");
  }

  private String what(IpAddress address) {
    return switch (AddressScope.of(address)) {
      case LOOPBACK, UNSPECIFIED -> "this machine";
      case LINK_LOCAL -> "link-local";
      case MULTICAST, BROADCAST -> "an address of many hosts";
      case PRIVATE, SHARED, DOCUMENTATION, BENCHMARK, RESERVED, PUBLIC -> {
        if (METADATA.stream().anyMatch(each -> each.contains(address))) {
          yield "a cloud's metadata service";
        }
        yield own().contains(address) ? "this machine" : "";
      }
    };
  }

  /** The IPv4 address that an IPv6 address leads to. */
  private static IpAddress meant(IpAddress address) {
    boolean holds =
        !address.isV4()
            && (address.low() >>> 1) != 0
            && HOLD_IPV4.stream().anyMatch(each -> each.contains(address));
    return holds ? IpAddress.v4((int) address.low()) : address;
  }

  private Set<IpAddress> own() {
    Own known = own;
    if (System.nanoTime() - known.asOfNanos > OWN_KEPT_NANOS) {
      known = new Own(ask(), System.nanoTime());
      own = known;
    }
    return known.addresses;
  }

  private static Set<IpAddress> ask() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .map(InetAddress::getAddress)
          .map(IpAddress::of)
          .collect(Collectors.toUnmodifiableSet());
    } catch (SocketException e) {
      throw new IllegalStateException("the system does not tell its addresses", e);
    }
  }
}
