package io.nightjar.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One frame as tshark reads it: the innermost IP packet and what is directly in it. */
record TsharkFrame(
    boolean isFragment,
    String number,
    String layers,
    String link,
    String macs,
    String network,
    String transport,
    String payload) {
  private static final List<String> FIELDS =
      List.of(
          "frame.number",
          "frame.protocols",
          "frame.len",
          "frame.cap_len",
          "frame.time_epoch",
          "ip.src",
          "ip.dst",
          "ip.ttl",
          "ipv6.src",
          "ipv6.dst",
          "ipv6.hlim",
          "tcp.srcport",
          "tcp.dstport",
          "tcp.flags",
          "tcp.seq_raw",
          "tcp.ack_raw",
          "tcp.window_size_value",
          "tcp.len",
          "udp.srcport",
          "udp.dstport",
          "udp.length",
          "sctp.srcport",
          "sctp.dstport",
          "icmp.type",
          "icmp.code",
          "icmpv6.type",
          "icmpv6.code",
          "eth.src",
          "eth.dst",
          "vlan.id",
          "ieee8021ad.id",
          "ip.flags.mf",
          "ip.frag_offset",
          "ipv6.fraghdr.more",
          "ipv6.fraghdr.offset");

  private static final Set<String> TRANSPORT =
      Set.of("tcp", "udp", "sctp", "icmp", "icmpv6", "igmp", "esp", "dccp");

  private static final Set<String> TUNNELS =
      Set.of("gtp", "vxlan", "nsh", "geneve", "teredo", "l2tp", "capwap.data", "mpls");

  static final String NOT_IP = "no IP";

  /** The arguments after which each line tshark prints is one frame. */
  static List<String> command(String file) {
    List<String> fields = FIELDS.stream().flatMap(name -> List.of("-e", name).stream()).toList();
    List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file));
    for (String option : List.of("ip.defragment", "ipv6.defragment", "tcp.desegment_tcp_streams")) {
      command.addAll(List.of("-o", option + ":FALSE"));
    }
    command.addAll(List.of("-T", "fields", "-E", "occurrence=a", "-d", "udp.port==8472,vxlan"));
    command.addAll(fields);
    return command;
  }

  static TsharkFrame parse(String line) {
    List<String> all = List.of(line.split("\t", -1));
    List<String> layers = List.of(all.get(1).split(":", -1));
    List<String> inner = innermost(layers);
    int last = network(inner);
    boolean found = last >= 0;
    int ip = found ? last : inner.size();
    String version = found ? inner.get(ip) : "";
    String protocol = inner.stream().skip(ip).filter(TRANSPORT::contains).findFirst().orElse("");
    // Which of a field's occurrences belongs to the last layer of its kind.
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < FIELDS.size(); i++) {
      String field = FIELDS.get(i);
      String layer = field.substring(0, field.indexOf('.'));
      boolean vlan = layer.equals("vlan") || layer.equals("ieee8021ad");
      cells.add(vlan ? vlan(all.get(i), layer, inner, ip) : cell(all.get(i), layer, inner));
    }
    String link = all.get(2) + " " + all.get(3) + " " + nanos(all.get(4));
    String vlan = cells.get(30).isEmpty() ? cells.get(29) : cells.get(30);
    String macs = cells.get(27) + " " + cells.get(28) + " " + (vlan.isEmpty() ? "0" : vlan);
    boolean fragment = cells.subList(31, 35).stream().anyMatch(each -> !"0".contains(each));
    return new TsharkFrame(
        fragment,
        all.get(0),
        all.get(1),
        link,
        layers.getFirst().equals("eth") && !inner.contains("wlan") ? macs : "",
        found ? network(version, cells) : NOT_IP,
        transport(protocol, cells),
        payload(protocol, cells));
  }

  /** The layers up to the transport that is not a tunnel's. */
  private static List<String> innermost(List<String> layers) {
    List<String> inner = new ArrayList<>();
    boolean closed = false;
    boolean network = false;
    for (String layer : layers) {
      if (closed && !TUNNELS.contains(layer)) {
        break;
      }
      inner.add(layer);
      network |= layer.equals("ip") || layer.equals("ipv6");
      closed = network && TRANSPORT.contains(layer);
    }
    return inner;
  }

  private static int network(List<String> layers) {
    return Math.max(layers.lastIndexOf("ip"), layers.lastIndexOf("ipv6"));
  }

  private static String cell(String all, String layer, List<String> layers) {
    String[] each = all.split(",", -1);
    int last = (int) layers.stream().filter(layer::equals).count() - 1;
    return each.length == 1 || last < 0 ? each[0] : each[Math.min(last, each.length - 1)];
  }

  /** The first tag of the frame the packet is in; an EtherIP frame is one, a bare packet none. */
  private static String vlan(String all, String layer, List<String> layers, int ip) {
    int frame = layers.subList(0, ip).lastIndexOf("eth");
    long before = layers.subList(0, Math.max(frame, 0)).stream().filter(layer::equals).count();
    boolean tagged = layers.subList(Math.max(frame, 0), ip).contains(layer);
    return tagged ? all.split(",", -1)[(int) before] : "";
  }

  private static String network(String version, List<String> cells) {
    int first = version.equals("ip") ? 5 : 8;
    return cells.get(first).isEmpty() ? NOT_IP : String.join(" ", cells.subList(first, first + 3));
  }

  private static String transport(String protocol, List<String> cells) {
    return switch (protocol) {
      case "tcp" -> "tcp " + cells.get(11) + " " + cells.get(12);
      case "udp" -> "udp " + cells.get(18) + " " + cells.get(19);
      case "sctp" -> "sctp " + cells.get(21) + " " + cells.get(22);
      case "icmp" -> "icmp " + cells.get(23) + " " + cells.get(24);
      case "icmpv6" -> "icmpv6 " + cells.get(25) + " " + cells.get(26);
      default -> "";
    };
  }

  private static String payload(String protocol, List<String> cells) {
    return switch (protocol) {
      case "tcp" -> tcp(cells);
      case "udp" -> cells.get(20);
      default -> "";
    };
  }

  /** The low byte of the flags, and what else tshark believes of the header. */
  private static String tcp(List<String> cells) {
    boolean whole = cells.subList(13, 18).stream().noneMatch(String::isEmpty);
    int flags = whole ? Integer.decode(cells.get(13)) & 0xff : 0;
    return whole ? flags + " " + String.join(" ", cells.subList(14, 18)) : "";
  }

  private static long nanos(String epoch) {
    int dot = epoch.indexOf('.');
    return Long.parseLong(epoch.substring(0, dot)) * 1_000_000_000
        + Long.parseLong(epoch.substring(dot + 1));
  }
}
