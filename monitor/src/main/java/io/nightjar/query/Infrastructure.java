package io.nightjar.query;

import io.nightjar.history.History;
import io.nightjar.host.Host;
import io.nightjar.host.HostFigures;
import io.nightjar.live.InterfaceFigures;
import io.nightjar.live.LiveView;
import io.nightjar.live.SourceState;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** All interfaces together, and where their history goes. */
public final class Infrastructure {
  /** What the facts are read from. */
  private record Seen(
      List<InterfaceFigures> interfaces, List<HostFigures> hosts, History.Status store) {
    long sum(ToLongFunction<InterfaceFigures> figure) {
      return interfaces.stream().mapToLong(figure).sum();
    }

    Stream<Host> each() {
      return hosts.stream().map(HostFigures::host);
    }

    long in(SourceState state) {
      return interfaces.stream().filter(each -> each.state() == state).count();
    }
  }

  private static final List<Fact<Seen>> ALL =
      Stream.of(traffic(), things(), store()).flatMap(List::stream).toList();

  /** What is told. */
  public static final List<Column> FACTS = Fact.columns(ALL);

  private final LiveView live;
  private final Interfaces interfaces;
  private final Hosts hosts;
  private final History history;

  /** Asks these. */
  public Infrastructure(LiveView live, Interfaces interfaces, Hosts hosts, History history) {
    this.live = live;
    this.interfaces = interfaces;
    this.hosts = hosts;
    this.history = history;
  }

  private static List<Fact<Seen>> traffic() {
    return List.of(
        Fact.integer("interfaces", "and capture files", each -> each.interfaces().size()),
        Fact.integer("interfaces_running", "being read", each -> each.in(SourceState.RUNNING)),
        Fact.integer("interfaces_failed", "ended by a fault", each -> each.in(SourceState.FAILED)),
        Fact.integer("packets", "frames read", each -> each.sum(InterfaceFigures::packets)),
        Fact.integer("bytes", "frame bytes", each -> each.sum(InterfaceFigures::bytes)),
        Fact.integer(
            "dropped_packets",
            "lost before they were read",
            each -> each.sum(InterfaceFigures::dropped)),
        Fact.integer(
            "throughput_bps",
            "bit/s, last second",
            each -> each.sum(one -> Math.round(one.throughput().bits().second()))),
        Fact.integer(
            "throughput_1m_bps",
            "fading average of a minute",
            each -> each.sum(one -> Math.round(one.throughput().bits().minute()))),
        Fact.integer(
            "throughput_15m_bps",
            "fading average of 15 minutes",
            each -> each.sum(one -> Math.round(one.throughput().bits().quarterHour()))),
        Fact.integer(
            "packets_per_second",
            "last second",
            each -> each.sum(one -> Math.round(one.throughput().packets().second()))));
  }

  private static List<Fact<Seen>> things() {
    return List.of(
        Fact.integer("active_flows", "in memory", each -> each.sum(InterfaceFigures::flows)),
        Fact.integer(
            "total_flows", "since the start", each -> each.sum(InterfaceFigures::flowsTotal)),
        Fact.integer(
            "alerted_flows",
            "recorded flows with a risk",
            each -> each.sum(InterfaceFigures::flowsAlerted)),
        Fact.integer(
            "flows_evicted",
            "ended early because memory for flows was full",
            each -> each.sum(figures -> figures.pressure().flowsEvicted())),
        Fact.integer(
            "hosts", "in memory, one in several VLANs several", each -> each.hosts().size()),
        Fact.integer(
            "local_hosts",
            "of them in the local networks",
            each -> each.each().filter(host -> host.origin().isLocal()).count()),
        Fact.integer(
            "devices", "MAC addresses", each -> each.sum(figures -> figures.devices().count())),
        Fact.integer(
            "countries",
            "of the hosts",
            each ->
                each.each()
                    .map(host -> host.origin().country())
                    .filter(country -> !country.isEmpty())
                    .distinct()
                    .count()),
        Fact.integer(
            "asns",
            "autonomous systems of the hosts",
            each ->
                each.each()
                    .map(host -> host.origin().asn())
                    .filter(asn -> asn != 0)
                    .distinct()
                    .count()),
        Fact.integer(
            "score", "sum of the hosts' scores", each -> each.each().mapToLong(Host::score).sum()));
  }

  private static List<Fact<Seen>> store() {
    return List.of(
        Fact.text("store_state", "starting, ready or down", each -> each.store().state()),
        Fact.time(
            "store_last_written", "when rows last reached it", each -> each.store().lastWritten()),
        Fact.integer("store_rows_written", "since the start", each -> each.store().written()),
        Fact.integer("store_queue_length", "records waiting", each -> each.store().queueLength()),
        Fact.integer(
            "records_lost",
            "refused or rejected flow records and points",
            each ->
                each.store().refused()
                    + each.store().rejected()
                    + each.store().pointsRefused()
                    + each.store().pointsRejected()));
  }

  /** All of it, now. */
  public Entity facts() {
    Seen seen = new Seen(interfaces.figures(), hosts.figures(null), history.status());
    return new Entity(FACTS, Fact.row(ALL, seen), Moments.asOf(live), Source.LIVE, List.of());
  }
}
