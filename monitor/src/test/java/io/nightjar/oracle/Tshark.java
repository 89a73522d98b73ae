package io.nightjar.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Assertions;

/** Wireshark's tshark, asked for the fields of each frame. */
final class Tshark {
  private Tshark() {}

  /**
   * Five-tuples and their sums, by file. Reads all files in one go, one after the other, for tshark
   * is slow to start.
   *
   * @param counts frames in each, as capinfos says; those it cannot open are left out
   */
  static Map<Path, SortedMap<String, String>> read(Map<Path, Long> counts)
      throws IOException, InterruptedException {
    List<Path> files =
        counts.keySet().stream().filter(file -> counts.getOrDefault(file, -1L) > 0).toList();
    Path merged = Files.createTempFile("captures", ".pcapng");
    try {
      List<String> merge = new ArrayList<>(List.of("mergecap", "-a", "-w", merged.toString()));
      files.forEach(file -> merge.add(file.toString()));
      Program.lines(merge.toArray(String[]::new));
      Iterator<String> lines = Program.lines(command(merged)).iterator();
      Map<Path, SortedMap<String, String>> totals = new HashMap<>();
      for (Path file : files) {
        TsharkFlows flows = new TsharkFlows();
        for (long i = 0; i < counts.getOrDefault(file, -1L); i++) {
          flows.add(lines.next());
        }
        totals.put(file, flows.totals());
      }
      Assertions.assertFalse(lines.hasNext(), "tshark saw more frames than capinfos");
      return totals;
    } finally {
      Files.delete(merged);
    }
  }

  private static String[] command(Path capture) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "tshark", "-n", "-r", capture.toString(), "-T", "fields", "-E", "occurrence=a"));
    for (String off : List.of("ip.defragment", "ipv6.defragment", "tcp.desegment_tcp_streams")) {
      command.addAll(List.of("-o", off + ":FALSE"));
    }
    // The port Linux used before one was assigned.
    command.addAll(List.of("-d", "udp.port==8472,vxlan"));
    for (String field : TsharkFlows.FIELDS) {
      command.addAll(List.of("-e", field));
    }
    return command.toArray(String[]::new);
  }
}
