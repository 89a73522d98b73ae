package io.nightjar.asset;

import io.nightjar.identity.Lease;
import io.nightjar.net.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Puts sightings to the assets they are of. Used by the thread of the inventory. */
final class Gatherings {
  private final Map<AssetKey, Asset> assets;
  private final Predicate<IpAddress> isLocal;
  private final Map<AssetKey, Gathering> gathered = new LinkedHashMap<>();
  private final Map<Long, Together> devices = new LinkedHashMap<>();

  /** All that workers saw of one MAC address. */
  private static final class Together {
    private final Set<IpAddress> addresses = new LinkedHashSet<>();
    private final Set<IpAddress> claimed = new LinkedHashSet<>();
    private final List<Sighting.OfDevice> parts = new ArrayList<>();

    void add(Sighting.OfDevice part) {
      addresses.addAll(part.addresses());
      claimed.addAll(part.claimed());
      Lease lease = part.lease();
      if (lease != null && lease.address() != null) {
        claimed.add(lease.address());
      }
      parts.add(part);
    }
  }

  /**
   * Of what is known.
   *
   * @param assets as they are
   */
  Gatherings(Map<AssetKey, Asset> assets, Predicate<IpAddress> isLocal) {
    this.assets = assets;
    this.isLocal = isLocal;
  }

  /** What was seen, by asset. */
  Collection<Gathering> all(List<Sighting> sightings) {
    for (Sighting each : sightings) {
      if (each instanceof Sighting.OfDevice device) {
        devices.computeIfAbsent(device.mac(), _ -> new Together()).add(device);
      }
    }
    devices.forEach(this::gather);
    for (Sighting each : sightings) {
      if (each instanceof Sighting.OfHost host) {
        gather(host);
      }
    }
    return gathered.values();
  }

  private void gather(long mac, Together device) {
    @Nullable Asset former = assets.get(AssetKey.of(mac));
    boolean router =
        (former != null && former.isRouter())
            || Ownership.isRouter(device.addresses, device.claimed, isLocal);
    Set<IpAddress> all = new LinkedHashSet<>(device.addresses);
    all.removeAll(device.claimed);
    all.addAll(device.claimed); // what it says comes last, as the latest
    List<IpAddress> own = Ownership.own(all, router, device.claimed, known(former), isLocal);
    Gathering gathering = at(AssetKey.of(mac));
    device.parts.forEach(part -> gathering.add(part, own, router));
  }

  private static List<IpAddress> known(@Nullable Asset asset) {
    return asset == null ? List.of() : asset.ips();
  }

  private void gather(Sighting.OfHost host) {
    at(isOfDevice(host) ? AssetKey.of(host.mac()) : AssetKey.of(host.ip(), host.vlanId()))
        .add(host);
  }

  private boolean isOfDevice(Sighting.OfHost host) {
    if (host.mac() == 0) {
      return false;
    }
    @Nullable Asset former = assets.get(AssetKey.of(host.mac()));
    Together device = devices.get(host.mac());
    Set<IpAddress> claimed = device == null ? new HashSet<>() : device.claimed;
    boolean router =
        (former != null && former.isRouter())
            || (device != null && Ownership.isRouter(device.addresses, claimed, isLocal));
    return Ownership.isOwn(host.ip(), router, claimed, known(former), isLocal);
  }

  private Gathering at(AssetKey key) {
    return gathered.computeIfAbsent(key, Gathering::new);
  }
}
