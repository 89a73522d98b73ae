package io.nightjar.query;

import io.nightjar.asset.Asset;
import io.nightjar.enrich.LookupData;
import io.nightjar.history.History;
import io.nightjar.net.MacAddress;
import io.nightjar.query.Devices.SortBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Questions about the devices in a range of history: of each, what its hosts did. */
public final class PastDevices {
  private static final List<String> NEEDED = List.of("ip", "mac");

  private final Tiers tiers;
  private final Past past;
  private final LookupData lookup;
  private final Function<MacAddress, Optional<Asset>> assets;

  /** Asks this history; vendors come from the look-up data, kinds from the inventory. */
  public PastDevices(
      History history, LookupData lookup, Function<MacAddress, Optional<Asset>> assets) {
    this.assets = assets;
    this.tiers = new Tiers(history);
    this.past = new Past(history);
    this.lookup = lookup;
  }

  /** The devices, in order. */
  public Table list(SortBy sortBy, @Nullable String interfaceName, Range range, Page page) {
    Tiers.Choice choice = tiers.from(range.from(), NEEDED, List.of());
    Map<String, Object> parameters = new HashMap<>(range.parameters());
    parameters.put("interface", interfaceName == null ? "" : interfaceName);
    String sql =
        select(
                choice.tier(),
                "uniq(e.ip)",
                "e.mac != '' AND ({interface:String} = '' OR e.interface = {interface:String})")
            + " ORDER BY "
            + order(sortBy)
            + " DESC, mac";
    return past.page(Devices.COLUMNS, sql, parameters, page, this::identify, notes(choice));
  }

  /** What history holds of the device of this address; empty when it does not know it. */
  public Optional<Entity> of(MacAddress mac) {
    return of(mac, Range.EVER);
  }

  /** The device of this address; empty when it was not seen in the range. */
  public Optional<Entity> of(MacAddress mac, Range range) {
    Tiers.Choice choice = tiers.from(range.from(), NEEDED, List.of());
    Map<String, Object> parameters = new HashMap<>(range.parameters());
    parameters.put("mac", mac.toString());
    String sql =
        select(choice.tier(), "arraySort(groupUniqArray(64)(e.ip))", "e.mac = {mac:String}");
    List<Map<String, @Nullable Object>> rows = past.rows(sql, parameters);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> cells = rows.getFirst();
    identify(cells);
    Optional<Asset> asset = assets.apply(mac);
    if (asset.isPresent()) {
      identify(cells, asset.get());
    }
    return Optional.of(
        new Entity(
            Devices.FACTS,
            Past.cells(Devices.FACTS, cells),
            Instant.now(),
            Source.HISTORY,
            notes(choice)));
  }

  /** What the inventory alone knows of the device of this address: it speaks no IP, say. */
  public Optional<Entity> known(MacAddress mac) {
    Optional<Asset> known = assets.apply(mac);
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Asset asset = known.get();
    Map<String, @Nullable Object> cells = new HashMap<>();
    cells.put("mac", mac.toString());
    cells.put("seen_first", Instant.ofEpochSecond(asset.firstSeenSeconds()));
    cells.put("seen_last", Instant.ofEpochSecond(asset.lastSeenSeconds()));
    cells.put("ip_addresses", Assets.visible(asset).stream().map(Object::toString).toList());
    identify(cells);
    identify(cells, asset);
    return Optional.of(
        new Entity(
            Devices.FACTS,
            Past.cells(Devices.FACTS, cells),
            Instant.now(),
            Source.HISTORY,
            List.of("only the inventory knows it; get_asset_info tells more")));
  }

  private static void identify(Map<String, @Nullable Object> cells, Asset asset) {
    cells.put("name", asset.name());
    cells.put("names", asset.namesBySource());
    cells.put("device_type", asset.deviceType());
    cells.put("os", asset.os());
    cells.put("services", List.copyOf(asset.services()));
  }

  private static String select(Tier tier, String addresses, String where) {
    return """
      SELECT e.mac AS mac, sum(e.bytes_sent) AS bytes_sent,
        sum(e.bytes_received) AS bytes_received, sum(e.packets_sent) AS packets_sent,
        sum(e.packets_received) AS packets_received, min(e.first) AS seen_first,
        max(e.last) AS seen_last, %s AS ip_addresses
      FROM %s WHERE %s GROUP BY e.mac"""
        .formatted(addresses, Ends.of(tier, tier.within()), where);
  }

  /** Throughput over one range orders as bytes do. */
  private static String order(SortBy sortBy) {
    return switch (sortBy) {
      case BYTES, THROUGHPUT -> "bytes_sent + bytes_received";
      case PACKETS -> "packets_sent + packets_received";
      case ADDRESSES -> "ip_addresses";
      case LAST_SEEN -> "seen_last";
    };
  }

  private void identify(Map<String, @Nullable Object> cells) {
    MacAddress mac = MacAddress.parse(String.valueOf(cells.get("mac")));
    cells.put("manufacturer", lookup.vendors().of(mac));
    cells.put("is_group", mac.isGroup());
    cells.put("is_locally_administered", mac.isLocallyAdministered());
  }

  private static List<String> notes(Tiers.Choice choice) {
    List<String> notes = new ArrayList<>(Past.timed(choice, "seen_first and seen_last"));
    notes.add("history counts a device's IP traffic, by the hosts behind it");
    return notes;
  }
}
