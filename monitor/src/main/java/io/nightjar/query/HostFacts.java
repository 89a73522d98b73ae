package io.nightjar.query;

import io.nightjar.enrich.LookupData;
import io.nightjar.flow.Flow;
import io.nightjar.history.History;
import io.nightjar.history.Limits;
import io.nightjar.history.Rows;
import io.nightjar.host.Host;
import io.nightjar.host.HostFigures;
import io.nightjar.identity.Directory;
import io.nightjar.identity.Profile;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveView;
import io.nightjar.net.IpAddress;
import io.nightjar.net.MacAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything known of one host: live, or where it left memory, from history. */
public final class HostFacts {
  private static final int MOST_LISTED = 20;

  /** What is told of a host. */
  public static final List<Column> FACTS =
      Stream.of(traffic(), HostProfile.COLUMNS).flatMap(List::stream).toList();

  private static List<Column> traffic() {
    return List.of(
        Column.text("ip", "the host"),
        Column.integer("vlan_id", "0 for none"),
        Column.text("interface", "where it was seen last"),
        Column.text("mac", "link-layer source of its frames; a router's for remote hosts"),
        Column.text("manufacturer", "of a local host's network card"),
        Column.text("scope", "private, public, multicast …"),
        Column.text("country", "two letters; empty when not public or unknown"),
        Column.integer("asn", "autonomous system, 0 unknown"),
        Column.text("asn_name", "its organisation"),
        Column.bool("is_local", "in the local networks"),
        Column.integer("bytes_sent", "frame bytes"),
        Column.integer("bytes_received", "frame bytes"),
        Column.integer("packets_sent", "frames"),
        Column.integer("packets_received", "frames"),
        Column.integer("throughput_bps", "bit/s both ways over the last seconds"),
        Column.integer("active_flows_as_client", "flows in memory it began"),
        Column.integer("active_flows_as_server", "flows in memory others began"),
        Column.integer("total_flows_as_client", "flows it began since first seen"),
        Column.integer("total_flows_as_server", "flows others began since first seen"),
        Column.list("top_applications", "application: bytes both ways, most first"),
        Column.list("server_ports", "ports it answered on: flows"),
        Column.integer("retransmissions", "TCP segments it sent again"),
        Column.integer("dns_queries", "DNS flows it began"),
        Column.integer("dns_errors", "of them answered with an error"),
        Column.integer("http_requests", "HTTP flows it began"),
        Column.integer("http_errors", "of them answered with 400 or above"),
        Column.integer("ttl", "of its last packet"),
        Column.integer("score", "sum of its flows' risk scores"),
        Column.list("score_reasons", "nDPI flow risk: flows"),
        Column.time("seen_first", "first packet"),
        Column.time("seen_last", "latest packet"));
  }

  private static final String FROM_HISTORY =
      """
      SELECT any(interface) AS interface,
        argMax(if(src_ip = {ip:String}, src_mac, dst_mac), last_seen) AS mac,
        sum(if(src_ip = {ip:String}, src2dst_bytes, dst2src_bytes)) AS bytes_sent,
        sum(if(src_ip = {ip:String}, dst2src_bytes, src2dst_bytes)) AS bytes_received,
        sum(if(src_ip = {ip:String}, src2dst_packets, dst2src_packets)) AS packets_sent,
        sum(if(src_ip = {ip:String}, dst2src_packets, src2dst_packets)) AS packets_received,
        countIf(first_dump AND src_ip = {ip:String}) AS as_client,
        countIf(first_dump AND dst_ip = {ip:String}) AS as_server,
        sum(if(first_dump, score, 0)) AS total_score,
        min(first_seen) AS seen_first, max(last_seen) AS seen_last, count() AS records,
        any(vlan_id) AS vlan,
        argMax(if(src_ip = {ip:String}, src_host_name, dst_host_name), last_seen) AS name
      FROM flows WHERE src_ip = {ip:String} OR dst_ip = {ip:String}""";

  private final LiveView live;
  private final History history;
  private final LookupData lookup;

  /** Asks live state first, then history. */
  public HostFacts(LiveView live, History history, LookupData lookup) {
    this.live = live;
    this.history = history;
    this.lookup = lookup;
  }

  /**
   * The host, wherever it is known.
   *
   * @param vlanId null for any VLAN
   */
  public Optional<Entity> of(IpAddress ip, @Nullable Integer vlanId) {
    List<Found> found = live.ask(state -> find(state, ip, vlanId));
    Optional<HostFigures> figures =
        found.stream().flatMap(each -> each.figures().stream()).reduce(HostFigures::plus);
    List<Directory> directories =
        found.stream()
            .filter(each -> !each.figures().isEmpty())
            .map(Found::directory)
            .distinct()
            .toList();
    return figures.map(host -> entity(host, directories)).or(() -> fromHistory(ip));
  }

  private record Found(List<HostFigures> figures, Directory directory) {}

  private Entity entity(HostFigures host, List<Directory> directories) {
    Profile profile =
        Profile.of(
            host.identity(),
            HostProfile.names(directories, host.ip()),
            HostProfile.lease(directories, host.ip(), host.mac()));
    List<@Nullable Object> values = new ArrayList<>(values(host));
    values.addAll(HostProfile.cells(profile));
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
    HostFigures figures = host.details(state.nowNanos(), state.identity().name());
    SortedMap<String, Long> applications = new TreeMap<>(figures.applications());
    state
        .flows()
        .forEach(
            flow -> {
              if (isOf(flow, host)) {
                applications.merge(flow.application().name(), flow.unrecordedBytes(), Long::sum);
              }
            });
    applications.values().removeIf(bytes -> bytes == 0);
    return figures.withApplications(applications);
  }

  @SuppressWarnings("ReferenceEquality") // hosts of one table: the same one, or another
  private static boolean isOf(Flow flow, Host host) {
    return flow.client() == host || flow.server() == host;
  }

  private List<@Nullable Object> values(HostFigures host) {
    var origin = host.origin();
    MacAddress mac = new MacAddress(host.mac());
    return Arrays.asList(
        host.ip().toString(),
        host.vlanId(),
        host.interfaceName(),
        mac.toString(),
        origin.isLocal() ? lookup.vendors().of(mac) : "",
        origin.scope().name().toLowerCase(Locale.ROOT),
        origin.country(),
        origin.asn(),
        origin.asnName(),
        origin.isLocal(),
        host.bytesSent(),
        host.bytesReceived(),
        host.packetsSent(),
        host.packetsReceived(),
        Math.round(host.bitsPerSecond()),
        host.activeAsClient(),
        host.activeAsServer(),
        host.flowsAsClient(),
        host.flowsAsServer(),
        most(host.applications()),
        most(host.serverPorts()),
        host.retransmissions(),
        host.dnsQueries(),
        host.dnsErrors(),
        host.httpRequests(),
        host.httpErrors(),
        host.ttl(),
        host.score(),
        most(host.risks()),
        Moments.of(host.firstSeenNanos()),
        Moments.of(host.lastSeenNanos()));
  }

  private static <K> List<String> most(Map<K, Long> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.<K, Long>comparingByValue().reversed())
        .limit(MOST_LISTED)
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .toList();
  }

  private Optional<Entity> fromHistory(IpAddress ip) {
    Rows rows = history.select(FROM_HISTORY, Map.of("ip", ip.toString()), Limits.DEFAULT);
    List<@Nullable Object> row = rows.values().isEmpty() ? List.of() : rows.values().getFirst();
    if (row.isEmpty() || number(row.get(11)) == 0) {
      return Optional.empty();
    }
    var origin = lookup.origin(ip);
    MacAddress mac =
        String.valueOf(row.get(1)).isEmpty()
            ? MacAddress.NONE
            : MacAddress.parse(String.valueOf(row.get(1)));
    List<@Nullable Object> traffic =
        Arrays.asList(
            ip.toString(),
            number(row.get(12)),
            row.get(0),
            mac.toString(),
            origin.isLocal() ? lookup.vendors().of(mac) : "",
            origin.scope().name().toLowerCase(Locale.ROOT),
            origin.country(),
            origin.asn(),
            origin.asnName(),
            origin.isLocal(),
            number(row.get(2)),
            number(row.get(3)),
            number(row.get(4)),
            number(row.get(5)),
            0,
            0,
            0,
            number(row.get(6)),
            number(row.get(7)),
            List.of(),
            List.of(),
            null,
            null,
            null,
            null,
            null,
            null,
            number(row.get(8)),
            List.of(),
            row.get(9),
            row.get(10));
    List<@Nullable Object> values = new ArrayList<>(traffic);
    values.addAll(HostProfile.UNKNOWN);
    values.set(traffic.size(), row.get(13));
    return Optional.of(
        new Entity(
            FACTS,
            values,
            Instant.now(),
            Source.HISTORY,
            List.of("not in memory now: this is what history holds of it; use query for more")));
  }

  private static long number(@Nullable Object cell) {
    return cell instanceof Number number ? number.longValue() : 0;
  }
}
