package io.nightjar.asset;

import io.nightjar.alert.AlertSink;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is told of devices that come, go and move. Only of those known by their MAC address: an
 * address behind a router may be another device tomorrow.
 */
public final class DeviceAlerts {
  /** Seen for the first time. */
  public static final AlertType NEW =
      AlertType.of(
              "device_new",
              Entity.MAC,
              Category.SECURITY,
              20,
              "A device was seen that the inventory did not know")
          .check("Ask get_asset_info who it is, and whether somebody brought it.");

  /** Silent for longer than is usual. */
  public static final AlertType GONE =
      AlertType.of(
              "device_gone",
              Entity.MAC,
              Category.NETWORK,
              10,
              "A device has sent nothing for the time set by --asset-gone-after,"
                  + " while others on its interface did")
          .check("Ask get_asset_info where it was; a server or printer should be there.");

  /** Has another address, or is elsewhere. */
  public static final AlertType MOVED =
      AlertType.of(
              "device_moved",
              Entity.MAC,
              Category.SECURITY,
              20,
              "A device has an IPv4 address, or is on an interface, that it never had")
          .check("A new DHCP lease is usual; a server's address is not: see its evidence.");

  /** All of them. */
  public static final List<AlertType> ALL = List.of(NEW, GONE, MOVED);

  private final AlertSink sink;
  private final Map<AlertType, Counter> counters;

  DeviceAlerts(AlertSink sink, Telemetry telemetry) {
    this.sink = sink;
    counters =
        ALL.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    type -> type,
                    type ->
                        telemetry.counter(
                            "nightjar_asset_events_total",
                            "Devices that were new, gone or moved",
                            new TreeMap<>(Map.of("type", type.key())))));
  }

  void appeared(Asset asset, Instant time) {
    if (asset.key().isByMac()) {
      count(NEW);
      sink.happened(
          finding(NEW, asset, time)
              .because("ip", asset.ip() == null ? "" : asset.ip() + "", "")
              .because("name", asset.name(), "")
              .because("manufacturer", asset.manufacturer(), "")
              .because(
                  "is_locally_administered",
                  new MacAddress(asset.key().mac()).isLocallyAdministered() + "",
                  ""));
    }
  }

  /** Compares what is known now with what was before. */
  void changed(Asset before, Asset now, Instant time) {
    if (!before.key().isByMac() || before.isRouter() || now.isRouter()) {
      return;
    }
    @Nullable IpAddress address = another(before, now);
    if (address != null) {
      count(MOVED);
      sink.happened(
          finding(MOVED, now, time).because("ip", address.toString(), v4(before).toString()));
    }
    List<String> interfaces = now.interfaces();
    Predicate<String> known = before.interfaces()::contains;
    interfaces.stream()
        .filter(known.negate())
        .findFirst()
        .ifPresent(
            where -> {
              count(MOVED);
              sink.happened(
                  finding(MOVED, now, time).because("interface", where, before.interfaceName()));
            });
  }

  private static @Nullable IpAddress another(Asset before, Asset now) {
    List<IpAddress> had = v4(before);
    return had.isEmpty()
        ? null
        : v4(now).stream().filter(ip -> !had.contains(ip)).findFirst().orElse(null);
  }

  private static List<IpAddress> v4(Asset asset) {
    return asset.ips().stream().filter(IpAddress::isV4).toList();
  }

  void gone(Asset asset, long silentSeconds, long limitSeconds, Instant time) {
    if (asset.key().isByMac()) {
      count(GONE);
      sink.engaged(
          finding(GONE, asset, time)
              .because("silent_s", Long.toString(silentSeconds), Long.toString(limitSeconds))
              .because("name", asset.name(), ""));
    }
  }

  void back(Asset asset, Instant time) {
    if (asset.key().isByMac()) {
      sink.released(finding(GONE, asset, time));
    }
  }

  private void count(AlertType type) {
    Objects.requireNonNull(counters.get(type)).increment();
  }

  private static Finding finding(AlertType type, Asset asset, Instant time) {
    return Finding.of(type, asset.key().toString(), time)
        .on(asset.interfaceName())
        .between(Optional.ofNullable(asset.ip()), Optional.empty());
  }
}
