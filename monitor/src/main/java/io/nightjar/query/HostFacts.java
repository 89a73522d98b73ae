package io.nightjar.query;

import static io.nightjar.query.Fact.integer;
import static io.nightjar.query.Fact.list;

import io.nightjar.enrich.LookupData;
import io.nightjar.flow.Flow;
import io.nightjar.history.History;
import io.nightjar.host.Host;
import io.nightjar.host.HostFigures;
import io.nightjar.host.Requests.Kind;
import io.nightjar.host.Tally;
import io.nightjar.host.TcpHealth;
import io.nightjar.identity.Directory;
import io.nightjar.identity.Profile;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveView;
import io.nightjar.live.Settlement;
import io.nightjar.net.Asker;
import io.nightjar.net.IpAddress;
import io.nightjar.query.HostIdentityFacts.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything known of one host: live, or where it left memory, from history. */
public final class HostFacts {
  private static final List<Fact<Shown>> ALL =
      Stream.of(
              HostIdentityFacts.ALL,
              traffic(),
              made(),
              dealings(),
              TcpFacts.ALL,
              requests(),
              times())
          .flatMap(List::stream)
          .toList();

  /** What is told of a host. */
  public static final List<Column> FACTS =
      Stream.of(
              Fact.columns(ALL),
              HostProfile.COLUMNS,
              List.of(Column.list("alerts", "in memory about it, not closed, worst first")))
          .flatMap(List::stream)
          .toList();

  private final Function<IpAddress, List<String>> alerts;
  private final LiveView live;
  private final HostPast past;
  private final LookupData lookup;

  /** Asks live state first, then history. */
  public HostFacts(LiveView live, History history, LookupData lookup) {
    this(live, history, lookup, _ -> List.of());
  }

  /**
   * The same, with alerts.
   *
   * @param alerts those in memory about an address, a line each
   */
  public HostFacts(
      LiveView live, History history, LookupData lookup, Function<IpAddress, List<String>> alerts) {
    this.alerts = alerts;
    this.live = live;
    this.past = new HostPast(history, lookup);
    this.lookup = lookup;
  }

  private static List<Fact<Shown>> traffic() {
    return List.of(
        Fact.text("interface", "where it was seen last", each -> each.figures().interfaceName()),
        integer("packets_sent", "frames", each -> each.host().amount().packetsSent()),
        integer("packets_received", "frames", each -> each.host().amount().packetsReceived()),
        integer(
            "throughput_bps",
            "bit/s both ways, last second",
            each -> Math.round(each.throughput().bits().second())),
        integer(
            "throughput_1m_bps",
            "fading average of a minute",
            each -> Math.round(each.throughput().bits().minute())),
        integer(
            "throughput_15m_bps",
            "fading average of 15 minutes",
            each -> Math.round(each.throughput().bits().quarterHour())),
        integer(
            "packets_per_second",
            "both ways, last second",
            each -> Math.round(each.throughput().packets().second())),
        integer(
            "active_flows_as_client",
            "flows in memory it began",
            each -> each.host().activeAsClient()),
        integer(
            "active_flows_as_server",
            "flows in memory others began",
            each -> each.host().activeAsServer()),
        integer(
            "total_flows_as_client",
            "flows it began since first seen",
            each -> each.host().flowsAsClient()),
        integer(
            "total_flows_as_server",
            "flows others began since first seen",
            each -> each.host().flowsAsServer()),
        integer("alerted_flows", "flows with an alert", each -> each.host().alertedFlows()));
  }

  private static List<Fact<Shown>> made() {
    return List.of(
        list(
            "top_applications",
            "bytes each way and flows, most first",
            each -> Breakdowns.usage(each.host().applications())),
        list(
            "categories",
            "of a local host's applications",
            each -> Breakdowns.usage(each.host().categories())),
        list(
            "protocols",
            "tcp, udp, icmp, other",
            each -> Breakdowns.usage(each.host().protocols())),
        list(
            "packet_sizes",
            "of a local host: frame bytes, packets",
            each -> Breakdowns.sizes(each.host().packetMix())),
        list(
            "dscp",
            "of a local host: packets not best effort",
            each -> Breakdowns.dscp(each.host().packetMix())),
        list(
            "server_ports",
            "ports it answered on: flows",
            each -> Breakdowns.counts(each.host().serverPorts())));
  }

  private static List<Fact<Shown>> dealings() {
    return List.of(
        integer(
            "contacted_hosts",
            "addresses it began flows to; above 16 estimated",
            each -> each.host().contacts().servers()),
        integer(
            "contacted_by_hosts",
            "addresses that began flows to it",
            each -> each.host().contacts().clients()),
        integer(
            "contacted_ports",
            "server ports it began flows to",
            each -> each.host().contacts().ports()),
        integer(
            "dns_domains", "names it asked for by DNS", each -> each.host().contacts().domains()),
        integer("ttl", "of its last packet", each -> each.host().ttl()),
        integer("score", "sum of its flows' scores", each -> each.host().score()),
        list("score_reasons", "alert: flows", each -> Breakdowns.counts(each.host().risks())),
        list(
            "score_1m",
            "its share of the last minute, by role and category",
            each -> Breakdowns.scores(each.host().scores())));
  }

  private static List<Fact<Shown>> requests() {
    return List.of(
        integer("dns_queries", "DNS flows it began", each -> sum(each, Kind.DNS_QUERIES, "")),
        integer(
            "dns_errors",
            "of them answered with an error",
            each -> sum(each, Kind.DNS_REPLIES, "NOERROR")),
        list("dns_query_types", "type: flows", each -> counts(each, Kind.DNS_QUERIES)),
        list("dns_replies", "answers it got, code: flows", each -> counts(each, Kind.DNS_REPLIES)),
        list("dns_served", "answers it gave, code: flows", each -> counts(each, Kind.DNS_SERVED)),
        integer("http_requests", "HTTP flows it began", each -> sum(each, Kind.HTTP_REQUESTS, "")),
        integer("http_errors", "of them answered with 400 or above", HostFacts::httpErrors),
        list("http_methods", "method: flows", each -> counts(each, Kind.HTTP_REQUESTS)),
        list(
            "http_replies",
            "answers it got, class: flows",
            each -> counts(each, Kind.HTTP_REPLIES)),
        list(
            "http_served", "answers it gave, class: flows", each -> counts(each, Kind.HTTP_SERVED)),
        list("icmp_sent", "type: packets", each -> counts(each, Kind.ICMP_SENT)),
        list("icmp_received", "type: packets", each -> counts(each, Kind.ICMP_RECEIVED)));
  }

  private static List<Fact<Shown>> times() {
    return List.of(
        Fact.time("seen_first", "first packet", each -> Moments.of(each.host().firstSeenNanos())),
        Fact.time("seen_last", "latest packet", each -> Moments.of(each.host().lastSeenNanos())));
  }

  private static long sum(Shown shown, Kind kind, String without) {
    return Breakdowns.sumWithout(shown.host().requests().of(kind), without);
  }

  private static List<String> counts(Shown shown, Kind kind) {
    return Breakdowns.counts(shown.host().requests().of(kind));
  }

  private static long httpErrors(Shown shown) {
    long[] errors = {0};
    Tally<String> replies = shown.host().requests().of(Kind.HTTP_REPLIES);
    if (replies != null) {
      replies.forEach(
          (key, row) -> errors[0] += "4xx".equals(key) || "5xx".equals(key) ? row[0] : 0);
    }
    return errors[0];
  }

  /**
   * The host, wherever it is known.
   *
   * @param vlanId null for any VLAN
   */
  public Optional<Entity> of(IpAddress ip, @Nullable Integer vlanId) {
    return Asker.current().sees(ip)
        ? live(ip, vlanId).or(() -> past.of(ip, vlanId, FACTS))
        : Optional.empty();
  }

  /**
   * The host, if it is in memory.
   *
   * @param vlanId null for any VLAN
   */
  public Optional<Entity> live(IpAddress ip, @Nullable Integer vlanId) {
    if (!Asker.current().sees(ip)) {
      return Optional.empty();
    }
    List<Found> found = live.ask(state -> find(state, ip, vlanId));
    List<Directory> directories =
        found.stream()
            .filter(each -> !each.figures().isEmpty())
            .map(Found::directory)
            .distinct()
            .toList();
    return found.stream()
        .flatMap(each -> each.figures().stream())
        .reduce(HostFigures::plus)
        .map(each -> entity(each, directories));
  }

  private record Found(List<HostFigures> figures, Directory directory) {}

  private Entity entity(HostFigures figures, List<Directory> directories) {
    Host host = figures.host();
    Profile profile =
        Profile.of(
            figures.identity(),
            HostProfile.names(directories, host.ip()),
            HostProfile.lease(directories, host.ip(), host.mac()));
    List<@Nullable Object> values = new ArrayList<>(Fact.row(ALL, new Shown(figures, lookup)));
    values.addAll(HostProfile.cells(profile));
    values.add(alerts.apply(host.ip()));
    return new Entity(FACTS, values, Moments.asOf(live), Source.LIVE, List.of());
  }

  private static Found find(InterfaceState state, IpAddress ip, @Nullable Integer vlanId) {
    List<HostFigures> found = new ArrayList<>(1);
    state
        .hosts()
        .forEach(
            host -> {
              if (host.ip().equals(ip) && (vlanId == null || host.vlanId() == vlanId)) {
                found.add(withLiveFlows(host, state));
              }
            });
    return new Found(found, state.directory());
  }

  /** Flows in memory have told a host only what their records hold: the rest is added here. */
  private static HostFigures withLiveFlows(Host host, InterfaceState state) {
    HostFigures figures = HostFigures.details(host, state.identity().name(), state.nowNanos());
    state
        .flows()
        .forEach(
            flow -> {
              if (flow.hasUnrecorded()) {
                addTraffic(figures.host(), host, flow);
              }
            });
    return figures;
  }

  @SuppressWarnings("ReferenceEquality") // hosts of one table: the same one, or another
  private static void addTraffic(Host copy, Host host, Flow flow) {
    if (flow.client() == host) {
      add(copy, flow, true);
    }
    if (flow.server() == host) {
      add(copy, flow, false);
    }
  }

  private static void add(Host copy, Flow flow, boolean asClient) {
    Settlement.addTraffic(copy, flow, asClient);
    TcpHealth health = flow.unrecordedHealth(asClient);
    if (health != null) {
      copy.connected(health);
    }
  }
}
