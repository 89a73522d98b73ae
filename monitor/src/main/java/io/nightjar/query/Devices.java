package io.nightjar.query;

import io.nightjar.enrich.LookupData;
import io.nightjar.host.Device;
import io.nightjar.host.DeviceFigures;
import io.nightjar.live.LiveView;
import io.nightjar.net.MacAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
          Column.time("seen_last", "latest frame"));

  private final LiveView live;
  private final LookupData lookup;

  /** Asks this live state; vendors come from the look-up data. */
  public Devices(LiveView live, LookupData lookup) {
    this.live = live;
    this.lookup = lookup;
  }

  /** The device of this address; empty when it was not seen. */
  public Optional<Entity> of(MacAddress mac) {
    return live
        .ask(
            state -> {
              Device device = state.devices().find(mac.bits());
              return device == null
                  ? Optional.<DeviceFigures>empty()
                  : Optional.of(device.figures());
            })
        .stream()
        .flatMap(Optional::stream)
        .reduce(DeviceFigures::plus)
        .map(this::entity);
  }

  private Entity entity(DeviceFigures device) {
    MacAddress mac = new MacAddress(device.mac());
    return new Entity(
        FACTS,
        Arrays.asList(
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
            Moments.of(device.lastSeenNanos())),
        Moments.asOf(live),
        Source.LIVE,
        List.of());
  }
}
