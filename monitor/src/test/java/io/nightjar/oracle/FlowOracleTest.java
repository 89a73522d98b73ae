package io.nightjar.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.flow.FlowRecord;
import io.nightjar.packet.PacketKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Flows of every shared capture, against what tshark and ndpiReader say of the same file. */
class FlowOracleTest {
  private static final double NDPI_AGREEMENT = 0.98;

  /** TCP, UDP, SCTP, ICMP, ICMPv6, IGMP, ESP. */
  private static final Set<Integer> PROTOCOLS = Set.of(6, 17, 132, 1, 58, 2, 50);

  /** Captures where the two differ on purpose. */
  private static final Map<String, String> REASONS =
      Map.of(
          "tcpdump-bigtcp-ipv6.pcap", "this tshark takes BIG TCP (payload length 0) for cut",
          "zeek-pbb-recursive-frames.pcapng", "more nested frames than are followed");

  private static final List<String> UNEQUAL = new ArrayList<>();
  private static final List<String> UNCOUNTED = new ArrayList<>();
  private static final List<String> OTHER_APPLICATION = new ArrayList<>();
  private static int comparedCaptures;
  private static int sameApplication;

  /** Each capture is read once, and put beside all of them. */
  @BeforeAll
  static void readEveryCapture() throws Exception {
    Map<Path, Long> counts = new LinkedHashMap<>();
    for (Path capture : SharedData.captures()) {
      counts.put(capture, Capinfos.packets(capture));
    }
    Map<Path, SortedMap<String, String>> frames = Tshark.read(counts);
    counts.entrySet().parallelStream()
        .forEach(each -> compare(each.getKey(), each.getValue(), frames.get(each.getKey())));
  }

  private static void compare(
      Path capture, long count, @Nullable SortedMap<String, String> theirs) {
    try {
      OfflineRun run = OfflineRun.of(capture);
      Map<String, String> ndpi = NdpiReader.applications(capture);
      synchronized (UNEQUAL) {
        compareWithTshark(capture, run, theirs);
        compareWithCapinfos(capture, run, count);
        compareWithNdpiReader(capture, run, ndpi);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(capture.toString(), e);
    }
  }

  @Test
  void flowsAddUpToWhatTsharkSeesFrameByFrame() {
    System.out.println("captures compared with tshark: " + comparedCaptures);
    assertTrue(comparedCaptures > 0);
    UNEQUAL.forEach(System.out::println);
    assertEquals(List.of(), UNEQUAL);
  }

  @Test
  void everyFrameIsInAFlowOrCountedByKind() {
    assertEquals(List.of(), UNCOUNTED);
  }

  @Test
  void applicationsAreWhatNdpiReaderSays() {
    OTHER_APPLICATION.forEach(System.out::println);
    int all = sameApplication + OTHER_APPLICATION.size();
    double share = (double) sameApplication / all;
    System.out.printf(
        "flows with ndpiReader's application: %d of %d (%.2f %%)%n",
        sameApplication, all, share * 100);
    assertTrue(share >= NDPI_AGREEMENT, "agreement " + share);
  }

  private static void compareWithTshark(
      Path capture, OfflineRun run, @Nullable SortedMap<String, String> theirs) {
    if (theirs == null) {
      return;
    }
    comparedCaptures++;
    SortedMap<String, String> ours = totals(run.records());
    if (!ours.equals(theirs) && !REASONS.containsKey(capture.getFileName().toString())) {
      UNEQUAL.add(capture.getFileName() + ": " + difference(ours, theirs));
    }
  }

  private static void compareWithCapinfos(Path capture, OfflineRun run, long all) {
    long inFlows = run.records().stream().mapToLong(FlowOracleTest::packets).sum();
    long other =
        run.figures().kinds().entrySet().stream()
            .filter(each -> each.getKey() != PacketKind.IP)
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (all >= 0 && all != inFlows + other) {
      UNCOUNTED.add(capture.getFileName() + ": " + all + " frames, " + inFlows + " + " + other);
    }
  }

  private static void compareWithNdpiReader(
      Path capture, OfflineRun run, Map<String, String> theirs) {
    Map<String, String> ours = applications(run.records());
    for (var flow : theirs.entrySet()) {
      String app = ours.get(flow.getKey());
      if (app != null && app.equals(flow.getValue())) {
        sameApplication++;
      } else if (app != null) {
        OTHER_APPLICATION.add(
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

  private static SortedMap<String, String> totals(List<FlowRecord> records) {
    SortedMap<String, long[]> sums = new TreeMap<>();
    for (FlowRecord each : records) {
      if (!PROTOCOLS.contains(each.l4Protocol())) {
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
