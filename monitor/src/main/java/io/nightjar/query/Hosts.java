package io.nightjar.query;

import io.nightjar.enrich.LookupData;
import io.nightjar.host.HostFigures;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveView;
import io.nightjar.net.Asker;
import io.nightjar.query.HostIdentityFacts.Shown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
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
    BYTES(each -> each.host().bytes()),
    FLOWS(each -> each.host().activeFlows()),
    SCORE(each -> each.host().score()),
    THROUGHPUT(each -> each.throughput().bits().second()),
    LAST_SEEN(each -> each.host().lastSeenNanos());

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
   * @param vlanId null for any
   * @param country two letters; null for all
   * @param interfaceName null for all
   */
  public record Filter(
      Where where,
      @Nullable Integer vlanId,
      @Nullable String country,
      @Nullable String interfaceName) {

    boolean matches(HostFigures figures) {
      var host = figures.host();
      return (where == Where.ANY || (where == Where.LOCAL) == host.origin().isLocal())
          && (vlanId == null || vlanId == host.vlanId())
          && (country == null || country.equalsIgnoreCase(host.origin().country()));
    }
  }

  private static final List<Fact<Shown>> FACTS =
      Stream.concat(
              HostIdentityFacts.ALL.stream(),
              Stream.<Fact<Shown>>of(
                  Fact.integer(
                      "active_flows", "in memory, both roles", each -> each.host().activeFlows()),
                  Fact.integer(
                      "throughput_bps",
                      "bit/s both ways, last second",
                      each -> Math.round(each.throughput().bits().second())),
                  Fact.integer("score", "sum of its flows' scores", each -> each.host().score()),
                  Fact.time(
                      "first_seen",
                      "first packet",
                      each -> Moments.of(each.host().firstSeenNanos())),
                  Fact.time(
                      "last_seen",
                      "latest packet",
                      each -> Moments.of(each.host().lastSeenNanos())),
                  Fact.integer(
                      "flows",
                      "begun with it, both roles: in the range, live since first seen",
                      each -> each.host().flowsAsClient() + each.host().flowsAsServer())))
          .toList();

  /** What a row of {@link #list} is. */
  public static final List<Column> COLUMNS = Fact.columns(FACTS);

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
                Comparator.comparingDouble(sortBy::of)
                    .reversed()
                    .thenComparing(each -> each.host().ip()))
            .skip(page.offset())
            .limit(page.limit())
            .map(each -> Fact.row(FACTS, new Shown(each, lookup)))
            .toList();
    List<String> notes =
        hosts.isEmpty()
            ? List.of("no live host matches; list_interfaces shows whether packets arrive")
            : List.of();
    return Tables.page(COLUMNS, rows, hosts.size(), page, Moments.asOf(live), notes);
  }

  /** The numbers of every host, those several workers saw as one. */
  List<HostFigures> figures(@Nullable String interfaceName) {
    record Key(io.nightjar.net.IpAddress ip, int vlanId) {}
    Map<Key, HostFigures> merged = new HashMap<>();
    Asker asker = Asker.current();
    live.ask(state -> copies(state, interfaceName, asker))
        .forEach(
            part ->
                part.forEach(
                    each ->
                        merged.merge(
                            new Key(each.host().ip(), each.host().vlanId()),
                            each,
                            HostFigures::plus)));
    return List.copyOf(merged.values());
  }

  private static List<HostFigures> copies(
      InterfaceState state, @Nullable String interfaceName, Asker asker) {
    String name = state.identity().name();
    List<HostFigures> copies = new ArrayList<>();
    if (interfaceName == null || interfaceName.equals(name)) {
      state
          .hosts()
          .forEach(
              host -> {
                if (asker.sees(host.ip())) {
                  copies.add(HostFigures.summary(host, name, state.nowNanos()));
                }
              });
    }
    return copies;
  }
}
