package io.nightjar.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.flow.FlowRecord;
import io.nightjar.packet.PacketKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Flows of every shared capture, against what tshark and ndpiReader say of the same file. */
class FlowOracleTest {
  private static final double NDPI_AGREEMENT = 0.98;

  @Test
  void flowsAddUpToWhatTsharkSeesFrameByFrame() throws Exception {
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (Path capture : SharedData.captures()) {
      Tshark.Frames frames = Tshark.read(capture);
      if (!frames.isComparable()) {
        continue;
      }
      compared++;
      OfflineRun run = OfflineRun.of(capture);
      SortedMap<String, String> ours = totals(run.records());
      if (!ours.equals(frames.totals())) {
        differences.add(capture.getFileName() + ": " + difference(ours, frames.totals()));
      }
    }
    System.out.println("captures compared with tshark: " + compared);
    differences.forEach(System.out::println);
    assertEquals(List.of(), differences);
  }

  @Test
  void everyFrameIsInAFlowOrCountedByKind() throws Exception {
    for (Path capture : SharedData.captures()) {
      OfflineRun run = OfflineRun.of(capture);
      long inFlows = run.records().stream().mapToLong(FlowOracleTest::packets).sum();
      long other =
          run.figures().kinds().entrySet().stream()
              .filter(each -> each.getKey() != PacketKind.IP)
              .mapToLong(Map.Entry::getValue)
              .sum();
      assertEquals(Capinfos.packets(capture), inFlows + other, capture.toString());
    }
  }

  @Test
  void applicationsAreWhatNdpiReaderSays() throws Exception {
    long same = 0;
    List<String> differences = new ArrayList<>();
    for (Path capture : SharedData.captures()) {
      Map<String, String> theirs = NdpiReader.applications(capture);
      Map<String, String> ours = applications(OfflineRun.of(capture).records());
      for (var flow : theirs.entrySet()) {
        String app = ours.get(flow.getKey());
        if (app == null) {
          continue;
        }
        if (app.equals(flow.getValue())) {
          same++;
        } else {
          differences.add(
              capture.getFileName()
                  + " "
                  + flow.getKey()
                  + ": nightjar "
                  + app
                  + ", ndpiReader "
                  + flow.getValue());
        }
      }
    }
    differences.forEach(System.out::println);
    double share = (double) same / (same + differences.size());
    System.out.printf(
        "flows with ndpiReader's application: %d of %d (%.2f %%)%n",
        same, same + differences.size(), share * 100);
    assertTrue(share >= NDPI_AGREEMENT, "agreement " + share);
  }

  private static SortedMap<String, String> totals(List<FlowRecord> records) {
    SortedMap<String, long[]> sums = new TreeMap<>();
    for (FlowRecord each : records) {
      if (each.l4Protocol() != 6 && each.l4Protocol() != 17) {
        continue;
      }
      add(sums, FiveTuple.sent(each), each.src2dst());
      add(sums, FiveTuple.answered(each), each.dst2src());
    }
    SortedMap<String, String> texts = new TreeMap<>();
    sums.forEach((tuple, sum) -> texts.put(tuple, sum[0] + " packets " + sum[1] + " bytes"));
    return texts;
  }

  private static void add(Map<String, long[]> sums, String tuple, FlowRecord.Direction way) {
    if (way.packets() > 0) {
      long[] sum = sums.computeIfAbsent(tuple, _ -> new long[2]);
      sum[0] += way.packets();
      sum[1] += way.bytes();
    }
  }

  private static Map<String, String> applications(List<FlowRecord> records) {
    Map<String, String> names = new TreeMap<>();
    for (FlowRecord each : records) {
      names.putIfAbsent(FiveTuple.either(each), each.application().name());
    }
    return names;
  }

  private static long packets(FlowRecord record) {
    return record.src2dst().packets() + record.dst2src().packets();
  }

  private static String difference(Map<String, String> ours, Map<String, String> theirs) {
    List<String> lines = new ArrayList<>();
    theirs.forEach(
        (tuple, sum) -> {
          if (!sum.equals(ours.get(tuple))) {
            lines.add(tuple + " tshark " + sum + ", nightjar " + ours.get(tuple));
          }
        });
    ours.forEach(
        (tuple, sum) -> {
          if (!theirs.containsKey(tuple)) {
            lines.add(tuple + " nightjar only " + sum);
          }
        });
    return lines.size() + " of " + theirs.size() + " " + lines.stream().limit(3).toList();
  }
}
