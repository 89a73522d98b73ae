package io.nightjar.asset;

import io.nightjar.host.HostName;
import io.nightjar.host.IdentityFigures;
import io.nightjar.host.NameSource;
import io.nightjar.identity.Lease;
import io.nightjar.identity.Profile;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What all workers saw of one asset since the last time. Used by the thread of the inventory. */
final class Gathering {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Of two addresses that send within it, neither is the later. */
  private static final long SOON_NANOS = 30 * NANOS_PER_SECOND;

  private final AssetKey key;
  private final Map<IpAddress, Long> ips = new LinkedHashMap<>();
  private final Set<IpAddress> sending = new HashSet<>();
  private final List<HostName> names = new ArrayList<>();
  private final SortedSet<String> services = new TreeSet<>();
  private final Set<String> interfaces = new LinkedHashSet<>();
  private IdentityFigures identity = IdentityFigures.NONE;
  private @Nullable Lease lease;
  private boolean isRouter;
  private boolean isLive;
  private String interfaceName = "";
  private int vlanId = -1;
  private long firstNanos = Long.MAX_VALUE;
  private long lastNanos;

  Gathering(AssetKey key) {
    this.key = key;
  }

  AssetKey key() {
    return key;
  }

  /** Whether it was seen as it happened. */
  boolean isLive() {
    return isLive;
  }

  long lastSeconds() {
    return Math.floorDiv(lastNanos, NANOS_PER_SECOND);
  }

  /**
   * Adds what was seen of the device.
   *
   * @param own addresses it has, the latest last
   */
  void add(Sighting.OfDevice device, List<IpAddress> own, boolean router) {
    at(device.moment());
    long order = 0;
    for (IpAddress ip : own) {
      ips.merge(ip, order++, Math::max);
    }
    names.addAll(device.names());
    identity = identity.plus(new IdentityFigures(device.clues(), new TreeMap<>()));
    isRouter |= router;
    Lease known = device.lease();
    if (known != null && (lease == null || known.seenNanos() > lease.seenNanos())) {
      lease = known;
    }
  }

  /** Adds what was seen of an address of it. */
  void add(Sighting.OfHost host) {
    at(host.moment());
    ips.merge(host.ip(), host.moment().lastNanos(), Math::max);
    sending.add(host.ip());
    names.addAll(host.names());
    identity = identity.plus(host.identity());
    services.addAll(host.services());
    vlanId = host.vlanId();
  }

  private void at(Sighting.Moment moment) {
    interfaces.add(moment.interfaceName());
    if (moment.lastNanos() >= lastNanos) {
      interfaceName = moment.interfaceName();
      isLive = moment.isLive();
    }
    firstNanos = Math.min(firstNanos, moment.firstNanos());
    lastNanos = Math.max(lastNanos, moment.lastNanos());
  }

  /** The asset as it is now. */
  Asset after(@Nullable Asset former, Function<MacAddress, String> manufacturers) {
    SortedMap<NameSource, String> allNames =
        new TreeMap<>(former == null ? new TreeMap<>() : former.names());
    names.stream()
        .sorted(Comparator.comparingLong(HostName::seenNanos))
        .forEach(name -> allNames.put(name.source(), name.name()));
    if (lease != null && !lease.hostName().isEmpty()) {
      allNames.put(NameSource.DHCP, lease.hostName());
    }
    Profile profile = Profile.of(identity, names, lease);
    boolean router = isRouter || (former != null && former.isRouter());
    String type = later(profile.deviceType(), former == null ? "" : former.deviceType());
    return new Asset(
        key,
        addresses(former),
        allNames,
        former == null ? manufacturers.apply(new MacAddress(key.mac())) : former.manufacturer(),
        type.isEmpty() && router ? "router" : type,
        later(profile.os(), former == null ? "" : former.os()),
        most(services, former == null ? List.of() : former.services(), Asset.MOST_SERVICES),
        vlanId >= 0 ? vlanId : former == null ? 0 : former.vlanId(),
        interfaces(former),
        router,
        former == null ? "" : former.switchPort(),
        Math.min(
            Math.floorDiv(firstNanos, NANOS_PER_SECOND),
            former == null ? Long.MAX_VALUE : former.firstSeenSeconds()),
        Math.max(lastSeconds(), former == null ? 0 : former.lastSeenSeconds()));
  }

  private static String later(String now, String before) {
    return now.isEmpty() ? before : now;
  }

  /**
   * IPv4 first, and of these the one it sends from; the one before while it still does. A router
   * keeps of what it had only what it still says it has.
   */
  private List<IpAddress> addresses(@Nullable Asset former) {
    boolean becameRouter = isRouter && former != null && !former.isRouter();
    List<IpAddress> known = former == null || becameRouter ? List.of() : former.ips();
    List<IpAddress> latestFirst =
        ips.entrySet().stream()
            .sorted(Map.Entry.<IpAddress, Long>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .toList();
    Set<IpAddress> all = new LinkedHashSet<>();
    known.stream().limit(1).filter(this::stillSends).forEach(all::add);
    latestFirst.stream().filter(ip -> ip.isV4() && sending.contains(ip)).forEach(all::add);
    latestFirst.stream().filter(ip -> ip.isV4() && !known.contains(ip)).forEach(all::add);
    all.addAll(known);
    all.addAll(latestFirst);
    return all.stream()
        .sorted(Comparator.comparing(ip -> !ip.isV4()))
        .limit(Asset.MOST_ADDRESSES)
        .toList();
  }

  /** Whether the address is in use as much as the one that sent last. */
  private boolean stillSends(IpAddress ip) {
    return sending.contains(ip)
        && ips.getOrDefault(ip, 0L) + SOON_NANOS
            >= ips.values().stream().max(Long::compare).orElse(0L);
  }

  private List<String> interfaces(@Nullable Asset former) {
    List<String> known = former == null ? List.of() : former.interfaces();
    Set<String> all = new LinkedHashSet<>();
    known.stream().limit(1).filter(interfaces::contains).forEach(all::add);
    all.add(interfaceName);
    all.addAll(interfaces);
    all.addAll(known);
    return all.stream().limit(Asset.MOST_INTERFACES).toList();
  }

  private static SortedSet<String> most(
      Collection<String> now, Collection<String> before, int most) {
    SortedSet<String> all = new TreeSet<>(before);
    for (String each : now) {
      if (all.size() < most) {
        all.add(each);
      }
    }
    return all;
  }
}
