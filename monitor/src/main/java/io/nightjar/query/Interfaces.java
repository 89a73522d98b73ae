package io.nightjar.query;

import io.nightjar.live.InterfaceFigures;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveView;
import io.nightjar.live.Pressure;
import io.nightjar.packet.PacketKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Questions about the interfaces and capture files packets come from. */
public final class Interfaces {
  /** What a row is. */
  public static final List<Column> COLUMNS =
      List.of(
          Column.text("interface", "name, or the capture file's"),
          Column.text("kind", "live or file"),
          Column.text("state", "waiting, running, done or failed"),
          Column.integer("packets", "frames read"),
          Column.integer("bytes", "frame bytes on the wire"),
          Column.integer("dropped_packets", "frames lost before they were read"),
          Column.integer("throughput_bps", "bit/s, last second"),
          Column.integer("packets_per_second", "last second"),
          Column.integer("active_flows", "in memory"),
          Column.integer("total_flows", "since the start"),
          Column.integer("hosts", "in memory"),
          Column.integer("devices", "MAC addresses in memory"),
          Column.list("other_frames", "frames that are no IP: kind and count"),
          Column.text("fault", "why reading failed, or no frames can come now; else empty"),
          Column.time("first_packet", "time of the first frame"),
          Column.time("last_packet", "time of the latest frame"),
          Column.integer(
              "address_moves", "times ARP told another MAC of an IP address than before"),
          Column.list("memory_pressure", "what was told less finely to stay in memory: times"),
          Column.integer("ring_freezes", "times the kernel's ring for frames was full"),
          Column.integer("throughput_1m_bps", "fading average of a minute"),
          Column.integer("throughput_15m_bps", "fading average of 15 minutes"),
          Column.integer("alerted_flows", "recorded flows with a risk"),
          Column.list("protocols", "transport protocol: packets and bytes of IP"),
          Column.list("packet_sizes", "frame bytes: packets"),
          Column.list("dscp", "packets that ask for more than best effort"));

  private final LiveView live;

  /** Asks this live state. */
  public Interfaces(LiveView live) {
    this.live = live;
  }

  /** Every interface. */
  public Table list(Page page) {
    List<InterfaceFigures> all = figures();
    List<List<@Nullable Object>> rows =
        all.stream().skip(page.offset()).limit(page.limit()).map(Interfaces::row).toList();
    List<String> notes =
        all.isEmpty()
            ? List.of("nothing is captured: start with --interface or --pcap")
            : List.of();
    return Tables.page(COLUMNS, rows, all.size(), page, Moments.asOf(live), notes);
  }

  /** The totals of every interface, in the order they were named. */
  public List<InterfaceFigures> figures() {
    Map<String, InterfaceFigures> merged = new LinkedHashMap<>();
    live.ask(InterfaceState::figures)
        .forEach(each -> merged.merge(each.name(), each, InterfaceFigures::plus));
    return List.copyOf(merged.values());
  }

  private static List<@Nullable Object> row(InterfaceFigures each) {
    return Arrays.asList(
        each.name(),
        each.isLive() ? "live" : "file",
        each.state().name().toLowerCase(Locale.ROOT),
        each.packets(),
        each.bytes(),
        each.dropped(),
        Math.round(each.throughput().bits().second()),
        Math.round(each.throughput().packets().second()),
        each.flows(),
        each.flowsTotal(),
        each.hosts().count(),
        each.devices().count(),
        otherFrames(each.kinds()),
        each.fault(),
        moment(each.firstNanos()),
        moment(each.lastNanos()),
        each.addressMoves(),
        pressure(each.pressure()),
        each.ringFreezes(),
        Math.round(each.throughput().bits().minute()),
        Math.round(each.throughput().bits().quarterHour()),
        each.flowsAlerted(),
        Breakdowns.transports(each.transports()),
        Breakdowns.sizes(each.packetMix()),
        Breakdowns.dscp(each.packetMix()));
  }

  private static List<String> otherFrames(Map<PacketKind, Long> kinds) {
    return kinds.entrySet().stream()
        .filter(each -> each.getKey() != PacketKind.IP)
        .map(each -> each.getKey().metric() + ": " + each.getValue())
        .toList();
  }

  private static @Nullable Instant moment(long nanos) {
    return nanos == 0 ? null : Moments.of(nanos);
  }

  private static List<String> pressure(Pressure pressure) {
    return Stream.of(
            "flows_evicted: " + pressure.flowsEvicted(),
            "packets_aggregated: " + pressure.packetsAggregated(),
            "hosts_overflowed: " + pressure.hostsOverflowed(),
            "devices_overflowed: " + pressure.devicesOverflowed(),
            "detections_refused: " + pressure.detectionsRefused())
        .filter(each -> !each.endsWith(" 0"))
        .toList();
  }
}
