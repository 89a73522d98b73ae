package io.nightjar.oracle;

import io.nightjar.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/** Wireshark's tshark, asked for the fields of each frame. */
final class Tshark {
  private static final String[] FIELDS = {
    "frame.len",
    "frame.protocols",
    "ip.src",
    "ip.dst",
    "ipv6.src",
    "ipv6.dst",
    "tcp.srcport",
    "tcp.dstport",
    "udp.srcport",
    "udp.dstport",
    "ip.flags.mf",
    "ip.frag_offset",
    "ipv6.fraghdr.nxt"
  };
  private static final Pattern TUNNEL =
      Pattern.compile(
          "(?:^|:)(?:gre|vxlan|geneve|gtp|teredo|l2tp|ayiya|capwap|lwapp|pppoes|mpls|erspan|nsh|tzsp"
              + "|etherip|ieee8021ah|batadv|wlan_aggregate)(?:$|[:.])"
              + "|(?:^|:)(?:ip|ipv6):(?:.*:)?(?:ip|ipv6)(?:$|:)");

  private Tshark() {}

  /**
   * What tshark made of a file.
   *
   * @param isComparable whether it has no tunnels, no fragments, and tshark could read it
   * @param totals five-tuple in the direction of its packets to their sum
   */
  record Frames(boolean isComparable, SortedMap<String, String> totals) {}

  /**
   * Reads all files in one go, one after the other, for tshark is slow to start.
   *
   * @param counts frames in each, as capinfos says; those it cannot open are left out
   */
  static Map<Path, Frames> read(Map<Path, Long> counts) throws IOException, InterruptedException {
    List<Path> files =
        counts.keySet().stream().filter(file -> counts.getOrDefault(file, -1L) > 0).toList();
    Path merged = Files.createTempFile("captures", ".pcapng");
    try {
      List<String> merge = new ArrayList<>(List.of("mergecap", "-a", "-w", merged.toString()));
      files.forEach(file -> merge.add(file.toString()));
      Program.lines(merge.toArray(String[]::new));
      Iterator<String> lines = Program.lines(command(merged)).iterator();
      Map<Path, Frames> frames = new HashMap<>();
      for (Path file : files) {
        frames.put(file, take(lines, counts.getOrDefault(file, -1L)));
      }
      Assertions.assertFalse(lines.hasNext(), "tshark saw more frames than capinfos");
      return frames;
    } finally {
      Files.delete(merged);
    }
  }

  private static String[] command(Path capture) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "tshark", "-n", "-r", capture.toString(), "-T", "fields", "-E", "occurrence=f"));
    for (String off : List.of("ip.defragment", "ipv6.defragment", "tcp.desegment_tcp_streams")) {
      command.addAll(List.of("-o", off + ":FALSE"));
    }
    for (String field : FIELDS) {
      command.addAll(List.of("-e", field));
    }
    return command.toArray(String[]::new);
  }

  private static Frames take(Iterator<String> lines, long count) {
    SortedMap<String, long[]> sums = new TreeMap<>();
    boolean comparable = true;
    for (long i = 0; i < count; i++) {
      String[] fields = lines.next().split("\t", -1);
      boolean fragment = fields[10].equals("1") || !List.of("", "0").contains(fields[11]);
      comparable &= !fragment && fields[12].isEmpty() && !isTunnel(fields[1]);
      add(sums, fields);
    }
    SortedMap<String, String> totals = new TreeMap<>();
    sums.forEach((tuple, sum) -> totals.put(tuple, sum[0] + " packets " + sum[1] + " bytes"));
    return new Frames(comparable && !sums.isEmpty(), totals);
  }

  /** ICMP errors quote a packet; that is no tunnel. */
  private static boolean isTunnel(String protocols) {
    return TUNNEL.matcher(protocols.replaceAll(":icmp(v6)?:.*", "")).find();
  }

  private static void add(SortedMap<String, long[]> sums, String[] fields) {
    boolean quoted = fields[1].matches(".*:icmp(v6)?:.*");
    String src = fields[2].isEmpty() ? fields[4] : fields[2];
    String dst = fields[3].isEmpty() ? fields[5] : fields[3];
    boolean tcp = !fields[6].isEmpty();
    boolean udp = !fields[8].isEmpty();
    if (src.isEmpty() || quoted || (!tcp && !udp)) {
      return;
    }
    boolean asTcp = tcp && (!udp || fields[1].indexOf(":tcp") < fields[1].indexOf(":udp"));
    String tuple =
        FiveTuple.of(
            asTcp ? 6 : 17,
            IpAddress.parse(src).toString(),
            fields[asTcp ? 6 : 8],
            IpAddress.parse(dst).toString(),
            fields[asTcp ? 7 : 9]);
    long[] sum = sums.computeIfAbsent(tuple, _ -> new long[2]);
    sum[0]++;
    sum[1] += Long.parseLong(fields[0]);
  }
}
