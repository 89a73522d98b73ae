package io.nightjar.identity;

import io.nightjar.host.Clue;
import io.nightjar.host.HostName;
import io.nightjar.host.NameSource;
import io.nightjar.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of addresses, and who holds which DHCP lease. A packet that names an address is seldom
 * one of that address's own flows, so all workers of a source share one directory; names told on
 * the link have a table of their own, which the many of the Internet cannot fill.
 */
public final class Directory {
  private static final int MAX_ADDRESSES = 65_536;
  private static final int MAX_DEVICES = 16_384;
  private static final int MAX_NAMES = 4;

  private final IdentityCounters counters;
  private final Recent<IpAddress, List<HostName>> local;
  private final Recent<IpAddress, List<HostName>> remote;
  private final Recent<Long, List<HostName>> devices;
  private final Recent<Long, List<Clue>> deviceClues;
  private final Recent<Long, Lease> leases;
  private final Recent<IpAddress, Long> holders;

  /** An empty directory that counts there. */
  public Directory(IdentityCounters counters) {
    this.counters = counters;
    Runnable forgotten = () -> counters.count(IdentityEvent.NAMES_FORGOTTEN);
    local = new Recent<>(MAX_ADDRESSES, forgotten);
    remote = new Recent<>(MAX_ADDRESSES, forgotten);
    devices = new Recent<>(MAX_DEVICES, forgotten);
    deviceClues = new Recent<>(MAX_DEVICES, forgotten);
    leases = new Recent<>(MAX_DEVICES, forgotten);
    holders = new Recent<>(MAX_DEVICES, forgotten);
  }

  /** Where what happens is counted. */
  public IdentityCounters counters() {
    return counters;
  }

  /** Learns a name of an address; four are kept, the latest told first. */
  public void learn(IpAddress address, HostName name) {
    if (name.name().isEmpty() || !canBeNamed(address)) {
      return;
    }
    var table = name.source().isLocal() ? local : remote;
    table.merge(address, List.of(name), Directory::with);
    counters.count(IdentityEvent.NAMES_LEARNED);
  }

  /** Learns a name a device gave itself below IP, as LLDP and CDP do. */
  public void learn(long mac, HostName name) {
    if (!name.name().isEmpty()) {
      devices.merge(mac, List.of(name), Directory::with);
      counters.count(IdentityEvent.NAMES_LEARNED);
    }
  }

  /** Learns what a device says below IP that it is; the latest counts. */
  public void learn(long mac, List<Clue> clues) {
    if (!clues.isEmpty()) {
      deviceClues.merge(mac, List.copyOf(clues), (_, latest) -> latest);
    }
  }

  /** Unspecified and loopback addresses are what sinkholes answer; they are nobody's. */
  private static boolean canBeNamed(IpAddress address) {
    if (address.isV4()) {
      int first = (int) (address.low() >>> 24) & 0xff;
      return first != 0 && first != 127 && first < 224;
    }
    return address.high() >>> 56 != 0xff && !(address.high() == 0 && address.low() >>> 1 == 0);
  }

  private static List<HostName> with(List<HostName> known, List<HostName> fresh) {
    HostName latest = fresh.getFirst();
    List<HostName> names = new ArrayList<>(MAX_NAMES);
    names.add(latest);
    for (HostName name : known) {
      if (!name.isSameAs(latest) && names.size() < MAX_NAMES) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  /** Learns what a DHCP message says. */
  void learn(Lease lease) {
    leases.merge(lease.mac(), lease, Lease::then);
    Lease known = leases.get(lease.mac());
    IpAddress address = known == null ? null : known.address();
    if (known == null || address == null) {
      return;
    }
    holders.merge(address, lease.mac(), (_, latest) -> latest);
    long until = known.seenNanos() + known.leaseSeconds() * 1_000_000_000L;
    learn(
        address,
        new HostName(
            NameSource.DHCP,
            known.hostName(),
            known.seenNanos(),
            known.leaseSeconds() == 0 ? 0 : until,
            null));
  }

  /** The names of an address, those of its own link first, in each the latest first. */
  public List<HostName> names(IpAddress address) {
    List<HostName> near = named(local.get(address));
    List<HostName> far = named(remote.get(address));
    if (near.isEmpty() || far.isEmpty()) {
      return near.isEmpty() ? far : near;
    }
    List<HostName> all = new ArrayList<>(near);
    all.addAll(far);
    return all;
  }

  /** The names a device gave itself. */
  public List<HostName> names(long mac) {
    return named(devices.get(mac));
  }

  /** What a device says below IP that it is. */
  public List<Clue> clues(long mac) {
    List<Clue> clues = deviceClues.get(mac);
    return clues == null ? List.of() : clues;
  }

  private static List<HostName> named(@Nullable List<HostName> names) {
    return names == null ? List.of() : names;
  }

  /**
   * The name of an address to show; empty for none. What this client was told or used goes before
   * what others were, then the source to believe first, then the latest.
   */
  public String name(IpAddress address, @Nullable IpAddress client) {
    HostName best = null;
    for (HostName name : names(address)) {
      if (best == null || isBetter(name, best, client)) {
        best = name;
      }
    }
    return best == null ? "" : best.name();
  }

  private static boolean isBetter(HostName one, HostName other, @Nullable IpAddress client) {
    if (client != null && !one.source().isLocal() && !other.source().isLocal()) {
      boolean told = client.equals(one.client());
      if (told != client.equals(other.client())) {
        return told;
      }
    }
    int order = one.source().compareTo(other.source());
    return order != 0 ? order < 0 : one.seenNanos() > other.seenNanos();
  }

  /** The lease of a device; null for none. */
  public @Nullable Lease lease(long mac) {
    return leases.get(mac);
  }

  /** The lease that gave this address; null for none. */
  public @Nullable Lease lease(IpAddress address) {
    Long mac = holders.get(address);
    Lease lease = mac == null ? null : leases.get(mac);
    return lease != null && address.equals(lease.address()) ? lease : null;
  }
}
