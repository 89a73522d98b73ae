package io.nightjar.query;

import io.nightjar.asset.Asset;
import io.nightjar.enrich.LookupData;
import io.nightjar.host.Device;
import io.nightjar.host.DeviceFigures;
import io.nightjar.identity.Directory;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveView;
import io.nightjar.net.Asker;
import io.nightjar.net.MacAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Questions about the devices in memory. */
public final class Devices {
  /** What devices are ordered by, most first. */
  public enum SortBy {
    BYTES(each -> each.device().bytes()),
    PACKETS(each -> each.device().packets()),
    THROUGHPUT(each -> each.throughput().bits().second()),
    ADDRESSES(each -> each.device().addresses().size()),
    LAST_SEEN(each -> each.device().lastSeenNanos());

    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    private final transient ToDoubleFunction<DeviceFigures> value;

    SortBy(ToDoubleFunction<DeviceFigures> value) {
      this.value = value;
    }
  }

  /** A device, and where makers of network cards are looked up. */
  private record Shown(DeviceFigures figures, LookupData lookup) {
    Device device() {
      return figures.device();
    }

    MacAddress mac() {
      return new MacAddress(figures.device().mac());
    }
  }

  private static final List<Fact<Shown>> BOTH =
      List.of(
          Fact.text("mac", "the device", each -> each.mac().toString()),
          Fact.text(
              "manufacturer",
              "of its network card; empty when unknown",
              each -> each.lookup().vendors().of(each.mac())),
          Fact.bool(
              "is_group",
              "whether it is a multicast or broadcast address",
              each -> each.mac().isGroup()),
          Fact.integer("bytes_sent", "frame bytes", each -> each.device().amount().bytesSent()),
          Fact.integer(
              "bytes_received", "frame bytes", each -> each.device().amount().bytesReceived()),
          Fact.integer("packets_sent", "frames", each -> each.device().amount().packetsSent()),
          Fact.integer(
              "packets_received", "frames", each -> each.device().amount().packetsReceived()),
          Fact.integer(
              "throughput_bps",
              "bit/s both ways, last second",
              each -> Math.round(each.figures().throughput().bits().second())),
          Fact.time(
              "seen_first", "first frame", each -> Moments.of(each.device().firstSeenNanos())),
          Fact.time(
              "seen_last", "latest frame", each -> Moments.of(each.device().lastSeenNanos())));

  private static final List<Fact<Shown>> OF_ONE =
      Stream.concat(
              BOTH.stream(),
              Stream.<Fact<Shown>>of(
                  Fact.bool(
                      "is_locally_administered",
                      "whether the address was not the maker's",
                      each -> each.mac().isLocallyAdministered()),
                  Fact.integer(
                      "throughput_1m_bps",
                      "fading average of a minute",
                      each -> Math.round(each.figures().throughput().bits().minute())),
                  Fact.integer(
                      "throughput_15m_bps",
                      "fading average of 15 minutes",
                      each -> Math.round(each.figures().throughput().bits().quarterHour())),
                  Fact.list(
                      "ip_addresses",
                      "it sends from or is sent to; a router has many",
                      each ->
                          each.device().addresses().stream()
                              .sorted()
                              .map(Object::toString)
                              .toList())))
          .toList();

  private static final List<Fact<Shown>> OF_MANY =
      Stream.concat(
              BOTH.stream(),
              Stream.<Fact<Shown>>of(
                  Fact.integer(
                      "ip_addresses",
                      "it sends from or is sent to, at most 64",
                      each -> each.device().addresses().size())))
          .toList();

  /** What is told of a device. */
  public static final List<Column> FACTS =
      Stream.concat(Fact.columns(OF_ONE).stream(), DeviceProfile.COLUMNS.stream()).toList();

  /** What a row of {@link #list} is. */
  public static final List<Column> COLUMNS = Fact.columns(OF_MANY);

  private final LiveView live;
  private final Hosts hosts;
  private final LookupData lookup;
  private final Function<MacAddress, Optional<Asset>> assets;

  /** Asks this live state; vendors come from the look-up data, kinds from the inventory. */
  public Devices(
      LiveView live, Hosts hosts, LookupData lookup, Function<MacAddress, Optional<Asset>> assets) {
    this.assets = assets;
    this.live = live;
    this.hosts = hosts;
    this.lookup = lookup;
  }

  /** The device of this address; empty when it was not seen. */
  public Optional<Entity> of(MacAddress mac) {
    return Optional.ofNullable(figures(mac, null).get(mac.bits()))
        .map(each -> entity(each, live.ask(InterfaceState::directory)));
  }

  private Entity entity(DeviceFigures device, List<Directory> directories) {
    List<@Nullable Object> values = new ArrayList<>(Fact.row(OF_ONE, new Shown(device, lookup)));
    values.addAll(
        DeviceProfile.cells(
            device.device().mac(),
            directories.stream().distinct().toList(),
            assets.apply(new MacAddress(device.device().mac()))));
    return new Entity(FACTS, values, Moments.asOf(live), Source.LIVE, notes());
  }

  /** The devices, in order. */
  public Table list(SortBy sortBy, @Nullable String interfaceName, Page page) {
    Map<Long, DeviceFigures> devices = figures(null, interfaceName);
    List<List<@Nullable Object>> rows =
        devices.values().stream()
            .sorted(
                Comparator.comparingDouble(sortBy.value)
                    .reversed()
                    .thenComparingLong(each -> each.device().mac()))
            .skip(page.offset())
            .limit(page.limit())
            .map(each -> Fact.row(OF_MANY, new Shown(each, lookup)))
            .toList();
    List<String> notes =
        devices.isEmpty()
            ? List.of("no device was seen: the link has no MAC addresses, or nothing arrives")
            : notes();
    return Tables.page(COLUMNS, rows, devices.size(), page, Moments.asOf(live), notes);
  }

  /**
   * The devices by their addresses, those several workers saw as one. For who may not see all
   * networks a device did what its hosts did that it may see: frames of others pass it too.
   *
   * @param mac null for all
   * @param interfaceName null for all
   */
  private Map<Long, DeviceFigures> figures(
      @Nullable MacAddress mac, @Nullable String interfaceName) {
    Stream<DeviceFigures> parts =
        Asker.current().isBoundToNetworks()
            ? hosts.figures(interfaceName).stream()
                .filter(each -> each.host().mac() != 0)
                .map(DeviceFigures::of)
            : live.ask(state -> copies(state, mac, interfaceName)).stream().flatMap(List::stream);
    Map<Long, DeviceFigures> devices = new HashMap<>();
    parts
        .filter(each -> mac == null || mac.bits() == each.device().mac())
        .forEach(each -> devices.merge(each.device().mac(), each, DeviceFigures::plus));
    return devices;
  }

  private static List<DeviceFigures> copies(
      InterfaceState state, @Nullable MacAddress mac, @Nullable String interfaceName) {
    List<DeviceFigures> copies = new ArrayList<>();
    if (interfaceName != null && !interfaceName.equals(state.identity().name())) {
      return copies;
    }
    if (mac == null) {
      state.devices().forEach(each -> copies.add(DeviceFigures.of(each, state.nowNanos())));
    } else {
      Optional.ofNullable(state.devices().find(mac.bits()))
          .ifPresent(each -> copies.add(DeviceFigures.of(each, state.nowNanos())));
    }
    return copies;
  }

  private static List<String> notes() {
    return Asker.current().isBoundToNetworks()
        ? List.of("of a device, the traffic of its hosts in this token's networks")
        : List.of();
  }
}
