package io.nightjar.query;

import io.nightjar.enrich.LookupData;
import io.nightjar.host.HostFigures;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveView;
import io.nightjar.net.MacAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Questions about the hosts in memory. */
public final class Hosts {
  /** Which side of the local networks. */
  public enum Where {
    ANY,
    LOCAL,
    REMOTE
  }

  /** What hosts are ordered by, most first. */
  public enum SortBy {
    BYTES(HostFigures::bytes),
    FLOWS(HostFigures::activeFlows),
    SCORE(HostFigures::score),
    THROUGHPUT(HostFigures::bitsPerSecond),
    LAST_SEEN(HostFigures::lastSeenNanos);

    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    private final transient ToDoubleFunction<HostFigures> value;

    SortBy(ToDoubleFunction<HostFigures> value) {
      this.value = value;
    }

    double of(HostFigures host) {
      return value.applyAsDouble(host);
    }
  }

  /**
   * Which hosts.
   *
   * @param country two letters; null for all
   * @param interfaceName null for all
   */
  public record Filter(Where where, @Nullable String country, @Nullable String interfaceName) {

    boolean matches(HostFigures host) {
      return (where == Where.ANY || (where == Where.LOCAL) == host.origin().isLocal())
          && (country == null || country.equalsIgnoreCase(host.origin().country()));
    }
  }

  /** What a row of {@link #list} is. */
  public static final List<Column> COLUMNS =
      List.of(
          Column.text("ip", "address"),
          Column.integer("vlan_id", "0 for none"),
          Column.text("mac", "link-layer source of its frames; a router's for remote hosts"),
          Column.text("manufacturer", "of a local host's network card"),
          Column.text("scope", "private, public, multicast …"),
          Column.text("country", "two letters; empty when not public or unknown"),
          Column.integer("asn", "autonomous system, 0 unknown"),
          Column.text("asn_name", "its organisation"),
          Column.bool("is_local", "in the local networks"),
          Column.integer("bytes_sent", "frame bytes"),
          Column.integer("bytes_received", "frame bytes"),
          Column.integer("active_flows", "in memory, both roles"),
          Column.integer("throughput_bps", "bit/s over the last seconds"),
          Column.integer("score", "sum of its flows' risk scores"),
          Column.time("first_seen", "first packet"),
          Column.time("last_seen", "latest packet"));

  private final LiveView live;
  private final LookupData lookup;

  /** Asks this live state; vendors come from the look-up data. */
  public Hosts(LiveView live, LookupData lookup) {
    this.live = live;
    this.lookup = lookup;
  }

  /** The hosts that match, in order. */
  public Table list(Filter filter, SortBy sortBy, Page page) {
    List<HostFigures> hosts =
        figures(filter.interfaceName()).stream().filter(filter::matches).toList();
    List<List<@Nullable Object>> rows =
        hosts.stream()
            .sorted(
                Comparator.comparingDouble(sortBy::of).reversed().thenComparing(HostFigures::ip))
            .skip(page.offset())
            .limit(page.limit())
            .map(this::row)
            .toList();
    List<String> notes =
        hosts.isEmpty()
            ? List.of("no live host matches; list_interfaces shows whether packets arrive")
            : List.of();
    return Tables.page(COLUMNS, rows, hosts.size(), page, Moments.asOf(live), notes);
  }

  /** Every host, those two workers both saw as one. */
  List<HostFigures> figures(@Nullable String interfaceName) {
    record Key(io.nightjar.net.IpAddress ip, int vlanId) {}
    Map<Key, HostFigures> merged = new HashMap<>();
    live.ask(state -> copies(state, interfaceName))
        .forEach(
            part ->
                part.forEach(
                    host ->
                        merged.merge(new Key(host.ip(), host.vlanId()), host, HostFigures::plus)));
    return List.copyOf(merged.values());
  }

  private static List<HostFigures> copies(InterfaceState state, @Nullable String interfaceName) {
    List<HostFigures> copies = new ArrayList<>(state.hosts().size());
    if (interfaceName == null || interfaceName.equals(state.identity().name())) {
      String name = state.identity().name();
      state.hosts().forEach(host -> copies.add(host.figures(state.nowNanos(), name)));
    }
    return copies;
  }

  private List<@Nullable Object> row(HostFigures host) {
    var origin = host.origin();
    MacAddress mac = new MacAddress(host.mac());
    return Arrays.asList(
        host.ip().toString(),
        host.vlanId(),
        mac.toString(),
        origin.isLocal() ? lookup.vendors().of(mac) : "",
        origin.scope().name().toLowerCase(Locale.ROOT),
        origin.country(),
        origin.asn(),
        origin.asnName(),
        origin.isLocal(),
        host.bytesSent(),
        host.bytesReceived(),
        host.activeFlows(),
        Math.round(host.bitsPerSecond()),
        host.score(),
        Moments.of(host.firstSeenNanos()),
        Moments.of(host.lastSeenNanos()));
  }
}
