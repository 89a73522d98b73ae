package io.nightjar.query;

import io.nightjar.asset.Asset;
import io.nightjar.asset.Inventory;
import io.nightjar.discovery.Discovery;
import io.nightjar.discovery.DiscoveryException;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveView;
import io.nightjar.net.Asker;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.net.Prefix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Who is on the local networks: by what was heard lately, or by asking. */
public final class Lan {
  /** An address and its device. */
  private record Row(IpAddress ip, Asset asset, String source) {}

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final List<Fact<Row>> FACTS =
      List.of(
          Fact.text("ip", "address", each -> each.ip().toString()),
          Fact.text(
              "mac",
              "empty behind a router",
              each -> new MacAddress(each.asset().key().mac()).toString()),
          new Fact<>(Column.untrusted("name", "to believe first"), each -> each.asset().name()),
          new Fact<>(
              Column.untrustedList("names", "source: name"), each -> each.asset().namesBySource()),
          Fact.text("manufacturer", "by the MAC", each -> each.asset().manufacturer()),
          Fact.text("device_type", "empty when unknown", each -> each.asset().deviceType()),
          Fact.text("os", "empty when unknown", each -> each.asset().os()),
          new Fact<>(
              Column.untrustedList("services", "ports it answered on, services it announced"),
              each -> List.copyOf(each.asset().services())),
          Fact.text("source", "active: it answered now; passive: it was heard", Row::source),
          Fact.time(
              "last_seen",
              "it sent last",
              each -> Instant.ofEpochSecond(each.asset().lastSeenSeconds())));

  /** What a row is. */
  public static final List<Column> COLUMNS = Fact.columns(FACTS);

  private final LiveView live;
  private final Inventory inventory;
  private final Discovery discovery;

  /** Asks these. */
  public Lan(LiveView live, Inventory inventory, Discovery discovery) {
    this.live = live;
    this.inventory = inventory;
    this.discovery = discovery;
  }

  /**
   * Who sent something lately.
   *
   * @param within before the latest packet
   * @param network only these addresses; null for all
   */
  public Table heard(Duration within, @Nullable Prefix network, Page page)
      throws InterruptedException {
    boolean current = inventory.refresh(LONGEST_WAIT);
    List<String> notes = new ArrayList<>();
    if (!current) {
      notes.add("what was heard last may be missing: the inventory is not up to date");
    }
    long latest =
        live.ask(InterfaceState::nowNanos).stream().mapToLong(Long::longValue).max().orElse(0);
    long since = TimeUnit.NANOSECONDS.toSeconds(latest) - within.toSeconds();
    List<Row> rows = new ArrayList<>();
    for (Asset asset : inventory.assets()) {
      if (asset.lastSeenSeconds() >= since
          && asset.interfaces().stream().anyMatch(Asker.current()::seesInterface)) {
        address(asset, network).ifPresent(ip -> rows.add(new Row(ip, asset, "passive")));
      }
    }
    if (rows.isEmpty()) {
      notes.add("nobody was heard in this time: give a longer within_s, or mode active");
    }
    return table(rows, page, notes);
  }

  /** The address to show it by: the one it had last in the network. */
  private static Optional<IpAddress> address(Asset asset, @Nullable Prefix network) {
    return Assets.visible(asset).stream()
        .filter(ip -> network == null || network.contains(ip))
        .findFirst();
  }

  /** The networks that a scan would ask; empty asks for all that may be. */
  public List<Prefix> allowed(Optional<Prefix> network) {
    return discovery.networks(network);
  }

  /** Who answers now; those heard lately in the networks are told too. */
  public Table asked(List<Prefix> networks, Page page) throws InterruptedException {
    Set<IpAddress> answered = new LinkedHashSet<>();
    List<String> notes = new ArrayList<>();
    for (Prefix network : networks) {
      Discovery.Result result;
      try {
        result = discovery.scan(network);
      } catch (DiscoveryException e) {
        if (networks.size() == 1) {
          throw e;
        }
        notes.add(network + " was not scanned: " + e.message());
        continue;
      }
      answered.addAll(result.answered());
      notes.addAll(result.notes());
      notes.add(
          network
              + ": "
              + result.answered().size()
              + " addresses answered, "
              + result.refused()
              + " answers were refused");
      if (!inventory.add(result.sightings(), LONGEST_WAIT)) {
        notes.add("the inventory is not up to date: what was found may be missing here");
      }
    }
    List<Row> rows = new ArrayList<>();
    Set<Asset> shown = new LinkedHashSet<>();
    for (IpAddress ip : answered) {
      inventory
          .find(ip)
          .filter(shown::add)
          .ifPresent(asset -> rows.add(new Row(shownBy(asset, ip, answered), asset, "active")));
    }
    return table(rows, page, notes);
  }

  /** By an IPv4 address where it answered with one. */
  private static IpAddress shownBy(Asset asset, IpAddress one, Set<IpAddress> answered) {
    return asset.ips().stream()
        .filter(ip -> ip.isV4() && answered.contains(ip))
        .findFirst()
        .orElse(one);
  }

  private static Table table(List<Row> rows, Page page, List<String> notes) {
    List<List<@Nullable Object>> cells =
        rows.stream()
            .sorted(Comparator.comparing(Row::ip))
            .skip(page.offset())
            .limit(page.limit())
            .map(each -> Fact.row(FACTS, each))
            .toList();
    return Tables.page(COLUMNS, cells, rows.size(), page, Instant.now(), notes);
  }
}
