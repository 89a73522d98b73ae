package io.nightjar.query;

import io.nightjar.host.Amount;
import io.nightjar.host.Host;
import io.nightjar.host.HostFigures;
import io.nightjar.live.LiveView;
import io.nightjar.net.Prefix;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hosts in memory by country, autonomous system, VLAN or local network. */
public final class HostGroups {
  /** What hosts are grouped by. */
  public enum By {
    COUNTRY(Column.text("country", "two letters, ISO 3166"), "has a known country"),
    ASN(Column.integer("asn", "autonomous system"), "is in a known autonomous system"),
    VLAN(Column.integer("vlan_id", "0 for none"), "was seen"),
    NETWORK(Column.text("network", "of --local-networks"), "is in a local network");

    @SuppressWarnings("ImmutableEnumChecker") // a record of values
    private final transient Column column;

    private final String having;

    By(Column column, String having) {
      this.column = column;
      this.having = having;
    }
  }

  /** What groups are ordered by, most first. */
  public enum SortBy {
    BYTES(group -> group.amount.bytes()),
    HOSTS(group -> group.hosts),
    FLOWS(group -> group.flows),
    THROUGHPUT(group -> group.bitsPerSecond),
    SCORE(group -> group.score);

    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    private final transient ToDoubleFunction<Group> value;

    SortBy(ToDoubleFunction<Group> value) {
      this.value = value;
    }
  }

  private static final class Group {
    private final Object key;
    private final String name;
    private Amount amount = Amount.NONE;
    private long hosts;
    private long localHosts;
    private long flows;
    private long begun;
    private long score;
    private double bitsPerSecond;
    private long firstSeenNanos = Long.MAX_VALUE;
    private long lastSeenNanos;

    Group(Object key, String name) {
      this.key = key;
      this.name = name;
    }

    void add(HostFigures figures) {
      Host host = figures.host();
      amount = amount.plus(host.amount());
      hosts++;
      localHosts += host.origin().isLocal() ? 1 : 0;
      flows += host.activeFlows();
      begun += host.flowsAsClient() + host.flowsAsServer();
      score += host.score();
      bitsPerSecond += figures.throughput().bits().second();
      firstSeenNanos = Math.min(firstSeenNanos, host.firstSeenNanos());
      lastSeenNanos = Math.max(lastSeenNanos, host.lastSeenNanos());
    }
  }

  private static final List<Fact<Group>> COMMON =
      List.of(
          Fact.integer("hosts", "in memory", group -> group.hosts),
          Fact.integer("local_hosts", "of them in the local networks", group -> group.localHosts),
          Fact.integer(
              "bytes_sent", "frame bytes its hosts sent", group -> group.amount.bytesSent()),
          Fact.integer(
              "bytes_received",
              "frame bytes its hosts were sent",
              group -> group.amount.bytesReceived()),
          Fact.integer("packets", "its hosts sent or were sent", group -> group.amount.packets()),
          Fact.integer(
              "throughput_bps",
              "bit/s both ways, last second",
              group -> Math.round(group.bitsPerSecond)),
          Fact.integer("active_flows", "of its hosts, in memory", group -> group.flows),
          Fact.integer("score", "sum of its hosts' scores", group -> group.score),
          Fact.time(
              "first_seen",
              "first packet of any of its hosts",
              group -> Moments.of(group.firstSeenNanos)),
          Fact.time("last_seen", "latest packet", group -> Moments.of(group.lastSeenNanos)),
          Fact.integer(
              "flows",
              "begun with its hosts: in the range, live since they were first seen",
              group -> group.begun));

  private final LiveView live;
  private final Hosts hosts;
  private final List<Prefix> localNetworks;

  /** Asks this live state. */
  public HostGroups(LiveView live, Hosts hosts, List<Prefix> localNetworks) {
    this.live = live;
    this.hosts = hosts;
    this.localNetworks = localNetworks;
  }

  /** What a row is. */
  public static List<Column> columns(By by) {
    return Fact.columns(facts(by));
  }

  private static List<Fact<Group>> facts(By by) {
    Fact<Group> key = new Fact<>(by.column, group -> group.key);
    return Stream.concat(
            by == By.ASN
                ? Stream.of(key, Fact.<Group>text("asn_name", "organisation", each -> each.name))
                : Stream.of(key),
            COMMON.stream())
        .toList();
  }

  /** The groups, most first; hosts that belong to none are left out. */
  public Table list(By by, SortBy sortBy, @Nullable String interfaceName, Page page) {
    Function<Host, @Nullable Object> key = key(by);
    Map<Object, Group> groups = new HashMap<>();
    for (HostFigures each : hosts.figures(interfaceName)) {
      Object of = key.apply(each.host());
      if (of != null) {
        groups.computeIfAbsent(of, _ -> new Group(of, each.host().origin().asnName())).add(each);
      }
    }
    List<Fact<Group>> facts = facts(by);
    List<List<@Nullable Object>> rows =
        groups.values().stream()
            .sorted(
                Comparator.comparingDouble(sortBy.value)
                    .reversed()
                    .thenComparing(group -> group.key.toString()))
            .skip(page.offset())
            .limit(page.limit())
            .map(group -> Fact.row(facts, group))
            .toList();
    List<String> notes =
        groups.isEmpty()
            ? List.of("no host in memory " + by.having + "; list_hosts shows who is there")
            : List.of();
    return Tables.page(Fact.columns(facts), rows, groups.size(), page, Moments.asOf(live), notes);
  }

  private Function<Host, @Nullable Object> key(By by) {
    return switch (by) {
      case COUNTRY -> host -> host.origin().country().isEmpty() ? null : host.origin().country();
      case ASN -> host -> host.origin().asn() == 0 ? null : host.origin().asn();
      case VLAN -> Host::vlanId;
      case NETWORK ->
          host -> Prefix.smallest(localNetworks, host.ip()).map(Prefix::toString).orElse(null);
    };
  }
}
