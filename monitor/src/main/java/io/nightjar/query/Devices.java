package io.nightjar.query;

import io.nightjar.enrich.LookupData;
import io.nightjar.host.Device;
import io.nightjar.host.DeviceFigures;
import io.nightjar.host.HostName;
import io.nightjar.host.NameSource;
import io.nightjar.identity.Directory;
import io.nightjar.identity.Lease;
import io.nightjar.live.LiveView;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions about the devices in memory. */
public final class Devices {
  /** What is told of a device. */
  public static final List<Column> FACTS =
      List.of(
          Column.text("mac", "the device"),
          Column.text("manufacturer", "of its network card; empty when unknown"),
          Column.bool("is_group", "whether it is a multicast or broadcast address"),
          Column.bool("is_locally_administered", "whether the address was not the maker's"),
          Column.list("ip_addresses", "it sends from or is sent to; a router has many"),
          Column.integer("bytes_sent", "frame bytes"),
          Column.integer("bytes_received", "frame bytes"),
          Column.integer("packets_sent", "frames"),
          Column.integer("packets_received", "frames"),
          Column.time("seen_first", "first frame"),
          Column.time("seen_last", "latest frame"),
          Column.untrusted("name", "the one to believe first; empty when none is known"),
          Column.untrustedList("names", "source: name"),
          Column.text("dhcp_address", "the address DHCP gave it; empty when unseen"),
          Column.untrusted("dhcp_fingerprint", "options its DHCP client asks for"),
          Column.untrusted("dhcp_vendor_class", "what its DHCP client calls itself"),
          Column.integer("dhcp_lease_s", "how long it may keep the address, 0 unknown"));

  private final LiveView live;
  private final LookupData lookup;

  /** Asks this live state; vendors come from the look-up data. */
  public Devices(LiveView live, LookupData lookup) {
    this.live = live;
    this.lookup = lookup;
  }

  /** The device of this address; empty when it was not seen. */
  public Optional<Entity> of(MacAddress mac) {
    List<Found> found =
        live
            .ask(
                state -> {
                  Device device = state.devices().find(mac.bits());
                  return device == null
                      ? Optional.<Found>empty()
                      : Optional.of(new Found(device.figures(), state.directory()));
                })
            .stream()
            .flatMap(Optional::stream)
            .toList();
    List<Directory> directories = found.stream().map(Found::directory).distinct().toList();
    return found.stream()
        .map(Found::figures)
        .reduce(DeviceFigures::plus)
        .map(device -> entity(device, directories));
  }

  private record Found(DeviceFigures figures, Directory directory) {}

  private Entity entity(DeviceFigures device, List<Directory> directories) {
    MacAddress mac = new MacAddress(device.mac());
    List<@Nullable Object> values = new ArrayList<>(traffic(device, mac));
    values.addAll(names(mac, directories));
    return new Entity(FACTS, values, Moments.asOf(live), Source.LIVE, List.of());
  }

  /** Names it gave itself below IP, and in DHCP. */
  private static List<@Nullable Object> names(MacAddress mac, List<Directory> directories) {
    List<HostName> names = new ArrayList<>();
    Lease lease = null;
    for (Directory directory : directories) {
      names.addAll(directory.names(mac.bits()));
      Lease known = directory.lease(mac.bits());
      lease = known == null ? lease : known;
    }
    if (lease != null && !lease.hostName().isEmpty()) {
      names.add(new HostName(NameSource.DHCP, lease.hostName(), lease.seenNanos(), 0, null));
    }
    IpAddress leased = lease == null ? null : lease.address();
    return Arrays.asList(
        HostProfile.best(names),
        HostProfile.names(names),
        leased == null ? "" : leased.toString(),
        lease == null ? "" : lease.fingerprint(),
        lease == null ? "" : lease.vendorClass(),
        lease == null ? 0 : lease.leaseSeconds());
  }

  private List<@Nullable Object> traffic(DeviceFigures device, MacAddress mac) {
    return Arrays.asList(
        mac.toString(),
        lookup.vendors().of(mac),
        mac.isGroup(),
        mac.isLocallyAdministered(),
        device.addresses().stream().map(Object::toString).toList(),
        device.bytesSent(),
        device.bytesReceived(),
        device.packetsSent(),
        device.packetsReceived(),
        Moments.of(device.firstSeenNanos()),
        Moments.of(device.lastSeenNanos()));
  }
}
