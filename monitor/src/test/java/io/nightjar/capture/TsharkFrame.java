package io.nightjar.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One frame as tshark reads it: the outer IP packet and what is directly in it. */
record TsharkFrame(
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
          "ieee8021ad.id");

  /** What may stand between an IP header and layer 4. */
  private static final Set<String> EXTENSIONS =
      Set.of("ipv6.hopopts", "ipv6.routing", "ipv6.fraghdr", "ipv6.dstopts", "ah");

  static final String NOT_IP = "no IP";

  /** The arguments after which each line tshark prints is one frame. */
  static List<String> command(String file) {
    List<String> fields = FIELDS.stream().flatMap(name -> List.of("-e", name).stream()).toList();
    List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file));
    for (String option : List.of("ip.defragment", "ipv6.defragment", "tcp.desegment_tcp_streams")) {
      command.addAll(List.of("-o", option + ":FALSE"));
    }
    command.addAll(List.of("-T", "fields", "-E", "occurrence=f"));
    command.addAll(fields);
    return command;
  }

  static TsharkFrame parse(String line) {
    List<String> cells = List.of(line.split("\t", -1));
    List<String> layers = List.of(cells.get(1).split(":", -1));
    String link = cells.get(2) + " " + cells.get(3) + " " + nanos(cells.get(4));
    int ip = outerIp(layers, cells);
    String macs = cells.get(27) + " " + cells.get(28) + " " + vlan(layers.subList(0, ip), cells);
    String network = ip == layers.size() ? NOT_IP : network(layers.get(ip), cells);
    int above = ip + 1;
    while (above < layers.size() && EXTENSIONS.contains(layers.get(above))) {
      above++;
    }
    String protocol = above < layers.size() ? layers.get(above) : "";
    return new TsharkFrame(
        cells.get(0),
        cells.get(1),
        link,
        layers.getFirst().equals("eth") ? macs : "",
        network,
        transport(protocol, cells),
        payload(protocol, cells));
  }

  /** Where the outer IP is; tshark lists "ip" before IPv6 that claims to be IPv4. */
  private static int outerIp(List<String> layers, List<String> cells) {
    for (int i = 0; i < layers.size(); i++) {
      boolean claims = cells.get(5).isEmpty() && layers.subList(i, layers.size()).contains("ipv6");
      if (layers.get(i).equals("ipv6") || (layers.get(i).equals("ip") && !claims)) {
        return i;
      }
    }
    return layers.size();
  }

  private static String vlan(List<String> below, List<String> cells) {
    return below.contains("ieee8021ad")
        ? cells.get(30)
        : below.contains("vlan") ? cells.get(29) : "0";
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
