package io.nightjar.oracle;

import io.nightjar.host.TcpCounts;
import io.nightjar.net.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What tshark's TCP analysis says of a capture. */
final class TsharkTcp {
  private static final int FIRST_FLAG = 6;
  private static final List<String> FIELDS =
      List.of(
          "ip.src",
          "ipv6.src",
          "tcp.srcport",
          "ip.dst",
          "ipv6.dst",
          "tcp.dstport",
          "tcp.analysis.retransmission",
          "tcp.analysis.out_of_order",
          "tcp.analysis.lost_segment",
          "tcp.analysis.zero_window",
          "tcp.analysis.keep_alive",
          "tcp.analysis.duplicate_ack",
          "tcp.flags.reset");

  private TsharkTcp() {}

  /** Counts by five-tuple in the direction of the segments; ten-tuples of tunnels are left out. */
  static SortedMap<String, TcpCounts> counts(Path capture)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "tshark",
                "-n",
                "-r",
                capture.toString(),
                "-Y",
                "tcp && !icmp && !icmpv6",
                "-T",
                "fields",
                "-E",
                "occurrence=f"));
    for (String field : FIELDS) {
      command.addAll(List.of("-e", field));
    }
    SortedMap<String, TcpCounts> counts = new TreeMap<>();
    for (String line : Program.lines(command.toArray(String[]::new))) {
      String[] fields = line.split("\t", -1);
      counts.merge(tuple(fields), flags(fields), TcpCounts::plus);
    }
    return counts;
  }

  private static String tuple(String[] fields) {
    return FiveTuple.of(
        6,
        IpAddress.parse(fields[0].isEmpty() ? fields[1] : fields[0]).toString(),
        fields[2],
        IpAddress.parse(fields[3].isEmpty() ? fields[4] : fields[3]).toString(),
        fields[5]);
  }

  private static TcpCounts flags(String[] fields) {
    long[] set = new long[FIELDS.size() - FIRST_FLAG];
    for (int i = 0; i < set.length; i++) {
      String field = fields[FIRST_FLAG + i];
      set[i] = field.isEmpty() || field.equals("0") ? 0 : 1;
    }
    return new TcpCounts(set[0], set[1], set[2], set[3], set[4], set[5], set[6]);
  }
}
