package io.nightjar.oracle;

import io.nightjar.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds up frames as tshark reads them by the five-tuple of their innermost packet. Of fragments
 * tshark shows only the first its ports: later ones are added to the same packet's.
 */
final class TsharkFlows {
  /** The fields a line must have, in this order, all occurrences separated by commas. */
  static final List<String> FIELDS =
      List.of(
          "frame.len",
          "frame.protocols",
          "frame.time_epoch",
          "ip.src",
          "ip.dst",
          "ip.proto",
          "ip.id",
          "ip.flags.mf",
          "ip.frag_offset",
          "ipv6.src",
          "ipv6.dst",
          "ipv6.fraghdr.ident",
          "ipv6.fraghdr.more",
          "ipv6.fraghdr.offset",
          "ipv6.fraghdr.nxt",
          "tcp.srcport",
          "tcp.dstport",
          "udp.srcport",
          "udp.dstport",
          "sctp.srcport",
          "sctp.dstport");

  private static final double FRAGMENT_SECONDS = 30;

  /** Layers of layer 4 and their IP protocol; what is in them is followed only into tunnels. */
  private static final Map<String, Integer> TRANSPORT =
      Map.of("tcp", 6, "udp", 17, "sctp", 132, "icmp", 1, "icmpv6", 58, "igmp", 2, "esp", 50);

  private static final Set<String> TUNNELS =
      Set.of("gtp", "vxlan", "nsh", "geneve", "teredo", "l2tp", "capwap.data", "mpls", "vxlan_gpe");

  private record Part(double seconds, String src, String dst, int protocol, long bytes) {}

  private record First(double seconds, int protocol, String srcPort, String dstPort) {}

  private final SortedMap<String, long[]> sums = new TreeMap<>();
  private final Map<String, First> firsts = new HashMap<>();
  private final Map<String, List<Part>> early = new HashMap<>();

  /** Adds a frame: a line of {@link #FIELDS}, separated by tabs. */
  void add(String line) {
    new Frame(line.split("\t", -1)).add();
  }

  /** Five-tuple in the direction of its packets to their sum. */
  SortedMap<String, String> totals() {
    early.values().forEach(parts -> parts.forEach(this::withoutPorts));
    early.clear();
    SortedMap<String, String> totals = new TreeMap<>();
    sums.forEach((tuple, sum) -> totals.put(tuple, sum[0] + " packets " + sum[1] + " bytes"));
    return totals;
  }

  private void withoutPorts(Part part) {
    sum(part.protocol, part.src, "0", part.dst, "0", part.bytes);
  }

  private void sum(int protocol, String src, String from, String dst, String to, long bytes) {
    if (!TRANSPORT.containsValue(protocol)) {
      return;
    }
    long[] sum = sums.computeIfAbsent(FiveTuple.of(protocol, src, from, dst, to), _ -> new long[2]);
    sum[0]++;
    sum[1] += bytes;
  }

  /** One line on its way through its layers. */
  private final class Frame {
    private final String[] cells;
    private final Map<String, Integer> seen = new HashMap<>();
    private String network = "";
    private int networkIndex;
    private @Nullable String transport;

    Frame(String[] cells) {
      this.cells = cells;
    }

    void add() {
      boolean closed = false;
      for (String layer : cells[1].split(":", -1)) {
        if (closed && !TUNNELS.contains(layer)) {
          break;
        }
        closed = false;
        int index = seen.merge(layer, 1, Integer::sum) - 1;
        if (layer.equals("ip") || layer.equals("ipv6")) {
          network = layer;
          networkIndex = index;
          transport = null;
        } else if (!network.isEmpty() && TRANSPORT.containsKey(layer)) {
          transport = layer;
          closed = true;
        }
      }
      String src = field(network + ".src", networkIndex);
      String dst = field(network + ".dst", networkIndex);
      if (!src.isEmpty()) {
        addPacket(IpAddress.parse(src).toString(), IpAddress.parse(dst).toString());
      }
    }

    private void addPacket(String src, String dst) {
      long bytes = Long.parseLong(cells[0]);
      int protocol = transport == null ? statedProtocol() : TRANSPORT.getOrDefault(transport, -1);
      String from = port("src");
      String to = port("dst");
      String datagram = datagram(src, dst);
      if (datagram.isEmpty()) {
        sum(protocol, src, from, dst, to, bytes);
      } else if (isFirst()) {
        sum(protocol, src, from, dst, to, bytes);
        first(datagram, new First(seconds(), protocol, from, to));
      } else {
        later(datagram, new Part(seconds(), src, dst, protocol, bytes));
      }
    }

    private double seconds() {
      return Double.parseDouble(cells[2]);
    }

    private String port(String end) {
      if (transport == null || !Set.of("tcp", "udp", "sctp").contains(transport)) {
        return "0";
      }
      String port = field(transport + "." + end + "port", seen.getOrDefault(transport, 1) - 1);
      return port.isEmpty() ? "0" : port;
    }

    private int statedProtocol() {
      String text =
          network.equals("ip") ? field("ip.proto", networkIndex) : field("ipv6.fraghdr.nxt", 0);
      return text.isEmpty() ? -1 : Integer.parseInt(text);
    }

    /** What the fragments of a packet share; empty for one that came whole. */
    private String datagram(String src, String dst) {
      boolean v4 = network.equals("ip");
      String more = v4 ? field("ip.flags.mf", networkIndex) : field("ipv6.fraghdr.more", 0);
      String offset = offset();
      if (List.of("", "0").contains(more) && List.of("", "0").contains(offset)) {
        return "";
      }
      String id =
          v4
              ? field("ip.id", networkIndex) + " " + field("ip.proto", networkIndex)
              : field("ipv6.fraghdr.ident", 0);
      return src + " " + dst + " " + id;
    }

    private String offset() {
      return network.equals("ip")
          ? field("ip.frag_offset", networkIndex)
          : field("ipv6.fraghdr.offset", 0);
    }

    private boolean isFirst() {
      return offset().equals("0");
    }

    private String field(String name, int occurrence) {
      int column = FIELDS.indexOf(name);
      String[] all = column < 0 ? new String[0] : cells[column].split(",", -1);
      return occurrence < all.length ? all[occurrence] : "";
    }
  }

  private void first(String datagram, First first) {
    firsts.put(datagram, first);
    List<Part> waiting = early.remove(datagram);
    for (Part each : waiting == null ? List.<Part>of() : waiting) {
      if (first.seconds - each.seconds > FRAGMENT_SECONDS) {
        withoutPorts(each);
      } else {
        sum(first.protocol, each.src, first.srcPort, each.dst, first.dstPort, each.bytes);
      }
    }
  }

  private void later(String datagram, Part part) {
    First first = firsts.get(datagram);
    if (first != null && part.seconds - first.seconds <= FRAGMENT_SECONDS) {
      sum(first.protocol, part.src, first.srcPort, part.dst, first.dstPort, part.bytes);
    } else {
      early.computeIfAbsent(datagram, _ -> new ArrayList<>()).add(part);
    }
  }
}
