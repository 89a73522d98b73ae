package io.nightjar.query;

import io.nightjar.asset.Asset;
import io.nightjar.asset.AssetKey;
import io.nightjar.asset.Inventory;
import io.nightjar.live.LiveUnavailableException;
import io.nightjar.net.Asker;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import io.nightjar.net.Prefix;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Questions about the inventory. Who may not see all networks sees assets with an address in its
 * own, and of them only those addresses; who may not see all interfaces, assets seen on its own.
 */
public final class Assets {
  /** Which of them. */
  public enum Status {
    ALL,
    ACTIVE,
    GONE
  }

  /** What assets are ordered by, latest or first of the alphabet first. */
  public enum SortBy {
    LAST_SEEN(Comparator.comparingLong(Asset::lastSeenSeconds).reversed()),
    FIRST_SEEN(Comparator.comparingLong(Asset::firstSeenSeconds).reversed()),
    NAME(Comparator.comparing(asset -> asset.name().isEmpty() ? "\uffff" : asset.name()));

    @SuppressWarnings("ImmutableEnumChecker") // comparators without state
    private final transient Comparator<Asset> order;

    SortBy(Comparator<Asset> order) {
      this.order = order;
    }
  }

  /**
   * Which assets.
   *
   * @param network null for all
   * @param deviceType null for all
   * @param interfaceName null for all
   */
  public record Filter(
      Status status,
      @Nullable Prefix network,
      @Nullable String deviceType,
      @Nullable String interfaceName) {
    /** All of them. */
    public static final Filter ALL = new Filter(Status.ALL, null, null, null);
  }

  /** An asset as its asker sees it. */
  record Shown(Asset asset, boolean isGone) {
    List<IpAddress> ips() {
      return visible(asset);
    }
  }

  /** Its addresses that the asker may see. */
  static List<IpAddress> visible(Asset asset) {
    Asker asker = Asker.current();
    return asset.ips().stream().filter(asker::sees).toList();
  }

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private static final List<Fact<Shown>> BOTH =
      List.of(
          Fact.text("asset", "key: MAC or IP address", each -> each.asset().key().toString()),
          Fact.text("mac", "empty where it is not its own", Assets::mac),
          Fact.text(
              "ip",
              "it had last",
              each -> each.ips().isEmpty() ? "" : each.ips().getFirst().toString()),
          new Fact<>(Column.untrusted("name", "to believe first"), each -> each.asset().name()),
          Fact.text("manufacturer", "by the MAC", each -> each.asset().manufacturer()),
          Fact.text("device_type", "empty when unknown", each -> each.asset().deviceType()),
          Fact.text("os", "empty when unknown", each -> each.asset().os()),
          new Fact<>(
              Column.untrustedList("services", "ports it answered on, services it announced"),
              each -> List.copyOf(each.asset().services())),
          Fact.text("status", "active or gone", each -> each.isGone() ? "gone" : "active"),
          Fact.time(
              "first_seen", "ever", each -> Instant.ofEpochSecond(each.asset().firstSeenSeconds())),
          Fact.time(
              "last_seen",
              "it sent last",
              each -> Instant.ofEpochSecond(each.asset().lastSeenSeconds())));

  private static final List<Fact<Shown>> OF_ONE =
      Stream.concat(
              BOTH.stream(),
              Stream.<Fact<Shown>>of(
                  new Fact<>(
                      Column.untrustedList("names", "source: name"),
                      each -> each.asset().namesBySource()),
                  Fact.list(
                      "ip_addresses",
                      "it had, the latest first; of a router its own",
                      each -> each.ips().stream().map(IpAddress::toString).toList()),
                  Fact.integer("vlan_id", "last seen on, 0 none", each -> each.asset().vlanId()),
                  Fact.text("interface", "last seen on", each -> each.asset().interfaceName()),
                  Fact.list(
                      "interfaces",
                      "ever seen on",
                      each ->
                          each.asset().interfaces().stream()
                              .filter(Asker.current()::seesInterface)
                              .toList()),
                  Fact.bool(
                      "is_router", "others send from its MAC", each -> each.asset().isRouter()),
                  Fact.text(
                      "switch_port", "empty when unknown", each -> each.asset().switchPort())))
          .toList();

  /** What a row of {@link #list} is. */
  public static final List<Column> COLUMNS = Fact.columns(BOTH);

  /** What is told of one. */
  public static final List<Column> FACTS = Fact.columns(OF_ONE);

  private final Inventory inventory;

  /** Asks this. */
  public Assets(Inventory inventory) {
    this.inventory = inventory;
  }

  private static String mac(Shown each) {
    return new MacAddress(each.asset().key().mac()).toString();
  }

  /** The assets that match, in order. */
  public Table list(Filter filter, SortBy sortBy, Page page) {
    List<String> notes = new ArrayList<>(settle());
    List<Shown> matching =
        inventory.assets().stream()
            .filter(Assets::isVisible)
            .map(asset -> new Shown(asset, inventory.isGone(asset)))
            .filter(each -> matches(each, filter))
            .sorted(
                Comparator.comparing(Shown::asset, sortBy.order)
                    .thenComparing(each -> each.asset().key().toString()))
            .toList();
    if (matching.isEmpty() && notes.isEmpty()) {
      notes.add("no asset matches; list_interfaces shows whether packets arrive");
    }
    List<List<@Nullable Object>> rows =
        matching.stream()
            .skip(page.offset())
            .limit(page.limit())
            .map(each -> Fact.row(BOTH, each))
            .toList();
    return Tables.page(COLUMNS, rows, matching.size(), page, Instant.now(), notes);
  }

  private static boolean matches(Shown each, Filter filter) {
    String interfaceName = filter.interfaceName();
    return (filter.status() == Status.ALL || (filter.status() == Status.GONE) == each.isGone())
        && (filter.network() == null || each.ips().stream().anyMatch(filter.network()::contains))
        && (filter.deviceType() == null
            || each.asset().deviceType().equals(filter.deviceType().toLowerCase(Locale.ROOT)))
        && (interfaceName == null || each.asset().interfaces().contains(interfaceName));
  }

  /** The asset of this key. */
  public Optional<Entity> of(AssetKey key) {
    List<String> notes = settle();
    return inventory.find(key).flatMap(asset -> entity(asset, notes));
  }

  /** The asset that has this address, or had it last. */
  public Optional<Entity> of(IpAddress ip) {
    List<String> notes = settle();
    return Asker.current().sees(ip)
        ? inventory.find(ip).flatMap(asset -> entity(asset, notes))
        : Optional.empty();
  }

  private Optional<Entity> entity(Asset asset, List<String> notes) {
    return isVisible(asset)
        ? Optional.of(
            new Entity(
                FACTS,
                Fact.row(OF_ONE, new Shown(asset, inventory.isGone(asset))),
                Instant.now(),
                Source.LIVE,
                notes))
        : Optional.empty();
  }

  /** The device of this MAC address, as far as its asker sees it. */
  public Optional<Asset> device(MacAddress mac) {
    return inventory.find(mac.bits()).filter(Assets::isVisible);
  }

  private static boolean isVisible(Asset asset) {
    Asker asker = Asker.current();
    return (!asker.isBoundToNetworks() || (!asset.ips().isEmpty() && asker.seesAny(asset.ips())))
        && asset.interfaces().stream().anyMatch(asker::seesInterface);
  }

  /** Has what was seen until now counted; what keeps it from that. */
  private List<String> settle() {
    try {
      return inventory.refresh(LONGEST_WAIT)
          ? List.of()
          : List.of(
              inventory.isLoaded()
                  ? "a packet worker did not answer: this is true for half a minute ago"
                  : "the inventory waits for history to tell what earlier runs knew:"
                      + " get_system_health shows how the store is");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new LiveUnavailableException("interrupted");
    }
  }
}
