package io.nightjar.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.dpi.PortDetector;
import io.nightjar.flow.FlowRecord;
import io.nightjar.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code conn_state} of TCP connections, against Zeek's own conn logs of the same captures. */
class ZeekOracleTest {
  private static final String SEVERAL = "several";

  @Test
  void connectionsWentAsZeekSays() throws IOException, InterruptedException {
    int compared = 0;
    List<String> unequal = new ArrayList<>();
    for (Path log : logs()) {
      Map<String, String> ours = ours(log);
      for (var zeek : zeek(log).entrySet()) {
        String our = ours.get(zeek.getKey());
        if (our == null || our.equals(SEVERAL) || zeek.getValue().equals(SEVERAL)) {
          continue;
        }
        compared++;
        if (!our.equals(zeek.getValue())) {
          unequal.add(fromEnd(log, 2) + " " + zeek + ", nightjar " + our);
        }
      }
    }
    System.out.println("connections compared with Zeek: " + compared);
    assertTrue(compared > 0);
    assertEquals(List.of(), unequal);
  }

  private static List<Path> logs() throws IOException {
    try (Stream<Path> walk = Files.walk(SharedData.path("pcaps/_expected"))) {
      return walk.filter(file -> file.toString().endsWith("__conn.log")).sorted().toList();
    }
  }

  private static Map<String, String> zeek(Path log) throws IOException {
    Map<String, String> states = new TreeMap<>();
    List<String> fields = List.of();
    for (String line : Files.readAllLines(log)) {
      if (line.startsWith("#fields")) {
        fields = List.of(line.split("\t", -1)).subList(1, line.split("\t", -1).length);
      }
      String[] cells = line.split("\t", -1);
      if (!line.startsWith("#") && fields.contains("conn_state") && cells.length > 6) {
        add(states, fields, cells);
      }
    }
    return states;
  }

  private static void add(Map<String, String> states, List<String> fields, String[] cells) {
    if (cells[fields.indexOf("proto")].equals("tcp")) {
      String tuple =
          FiveTuple.of(
              6,
              IpAddress.parse(cells[fields.indexOf("id.orig_h")]).toString(),
              cells[fields.indexOf("id.orig_p")],
              IpAddress.parse(cells[fields.indexOf("id.resp_h")]).toString(),
              cells[fields.indexOf("id.resp_p")]);
      states.merge(tuple, cells[fields.indexOf("conn_state")], (_, _) -> SEVERAL);
    }
  }

  /** The baseline lies in a folder named as the capture, below one named as the capture's. */
  private static Map<String, String> ours(Path log) throws InterruptedException {
    Path capture = SharedData.path("pcaps/" + fromEnd(log, 3) + "/" + fromEnd(log, 2));
    Map<String, Long> flows = new TreeMap<>();
    Map<String, String> states = new TreeMap<>();
    for (FlowRecord each : OfflineRun.of(capture, 1, PortDetector::new).records()) {
      if (each.l4Protocol() == 6) {
        Long other = flows.put(FiveTuple.sent(each), each.flowId());
        boolean same = other == null || other == each.flowId();
        states.put(FiveTuple.sent(each), same ? each.connState().name() : SEVERAL);
      }
    }
    return states;
  }

  private static Path fromEnd(Path path, int names) {
    return path.getName(path.getNameCount() - names);
  }
}
