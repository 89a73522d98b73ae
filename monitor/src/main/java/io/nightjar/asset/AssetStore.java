package io.nightjar.asset;

import io.nightjar.history.AssetRow;
import io.nightjar.history.History;
import io.nightjar.history.Limits;
import io.nightjar.history.Rows;
import io.nightjar.host.NameSource;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Assets as rows of history: written when they change, read back at the start. */
final class AssetStore {
  private static final Limits ALL = new Limits(10_000, Duration.ofSeconds(60), 600_000_000);
  private static final int PAGE = 5_000;

  private static final String READ =
      """
      SELECT asset, ips, names, manufacturer, device_type, operating_system, services, vlan_id,
        interfaces, is_router, switch_port, first_seen, last_seen
      FROM assets FINAL WHERE probe = {probe:String}
      ORDER BY last_seen DESC, asset LIMIT {limit:UInt32} OFFSET {offset:UInt32}""";

  private final History history;
  private final String probe;

  AssetStore(History history, String probe) {
    this.history = history;
    this.probe = probe;
  }

  /** Waits until history answers, at most this long; whether it does. */
  boolean awaitReady(Duration longest) throws InterruptedException {
    return history.awaitReady(longest);
  }

  /** All assets of earlier runs, those seen last first. */
  List<Asset> read(int most) {
    List<Asset> assets = new ArrayList<>();
    for (int offset = 0; offset < most; offset += PAGE) {
      int limit = Math.min(PAGE, most - offset);
      Rows rows =
          history.select(READ, Map.of("probe", probe, "limit", limit, "offset", offset), ALL);
      for (List<@Nullable Object> row : rows.values()) {
        assets.add(asset(row));
      }
      if (rows.values().size() < limit) {
        break;
      }
    }
    return assets;
  }

  private static Asset asset(List<@Nullable Object> row) {
    SortedMap<NameSource, String> names = new TreeMap<>();
    for (String name : texts(row.get(2))) {
      int colon = name.indexOf(": ");
      NameSource source = source(name.substring(0, Math.max(0, colon)));
      if (source != null) {
        names.put(source, name.substring(colon + 2));
      }
    }
    return new Asset(
        AssetKey.parse(text(row.getFirst())),
        texts(row.get(1)).stream().map(IpAddress::parse).toList(),
        names,
        text(row.get(3)),
        text(row.get(4)),
        text(row.get(5)),
        new TreeSet<>(texts(row.get(6))),
        (int) number(row.get(7)),
        texts(row.get(8)),
        Boolean.TRUE.equals(row.get(9)),
        text(row.get(10)),
        seconds(row.get(11)),
        seconds(row.get(12)));
  }

  /** A source that an earlier Nightjar knew may be none now. */
  private static @Nullable NameSource source(String word) {
    for (NameSource source : NameSource.values()) {
      if (source.name().toLowerCase(Locale.ROOT).equals(word)) {
        return source;
      }
    }
    return null;
  }

  private static String text(@Nullable Object cell) {
    return cell == null ? "" : cell.toString();
  }

  private static long number(@Nullable Object cell) {
    return cell instanceof Number number ? number.longValue() : 0;
  }

  private static long seconds(@Nullable Object cell) {
    return cell instanceof Instant time ? time.getEpochSecond() : 0;
  }

  private static List<String> texts(@Nullable Object cell) {
    return cell instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  /** Writes what is known of an asset now; waits for room. */
  void write(Asset asset, long nowSeconds) throws InterruptedException {
    IpAddress ip = asset.ip();
    boolean _ =
        history.put(
            new AssetRow(
                asset.key().toString(),
                nowSeconds,
                probe,
                new MacAddress(asset.key().mac()).toString(),
                ip == null ? "" : ip.toString(),
                asset.ips().stream().map(IpAddress::toString).toList(),
                asset.name(),
                asset.namesBySource(),
                asset.manufacturer(),
                asset.deviceType(),
                asset.os(),
                List.copyOf(asset.services()),
                asset.vlanId(),
                asset.interfaceName(),
                asset.interfaces(),
                asset.isRouter(),
                asset.switchPort(),
                asset.firstSeenSeconds(),
                asset.lastSeenSeconds()));
  }
}
