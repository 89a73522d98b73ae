package io.nightjar.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nightjar.SharedData;
import io.nightjar.dpi.PortDetector;
import io.nightjar.flow.FlowRecord;
import io.nightjar.host.TcpCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What went wrong in TCP, against what tshark's TCP analysis says of the same capture. */
class TcpOracleTest {
  private static final double TOLERANCE = 0.02;

  /**
   * Those with the most TCP segments; but not backscatter, whose silences of an hour end flows that
   * are one stream to tshark.
   */
  private static final List<String> LONGEST =
      List.of(
          "pcaps/malware/slips-test-cc-capture-1.pcap",
          "ndpi/pcap/fix2.pcap",
          "ndpi/pcap/alexa-app.pcapng",
          "pcaps/scan/sanders-synscan.pcapng",
          "ndpi/pcap/forticlient.pcap",
          "ndpi/pcap/ethereum.pcap",
          "ndpi/pcap/netflix.pcap",
          "pcaps/ot/ics-wincc_s400_production.pcapng",
          "ndpi/pcap/1kxun.pcap",
          "ndpi/pcap/fix.pcap");

  private static final Map<String, ToLongFunction<TcpCounts>> FIGURES =
      Map.of(
          "retransmissions", TcpCounts::retransmissions,
          "lost", TcpCounts::lost,
          "zero windows", TcpCounts::zeroWindows,
          "keep-alives", TcpCounts::keepAlives,
          "duplicate ACKs", TcpCounts::duplicateAcks,
          "resets", TcpCounts::resets);

  @Test
  void countsWhatTsharkCountsOnDamagedConnections() throws IOException, InterruptedException {
    assertEquals(
        List.of(),
        differences(
            SharedData.captures().stream()
                .filter(each -> each.toString().contains("tcphealth"))
                .toList(),
            TcpCounts::outOfOrder));
  }

  @Test
  void countsWhatTsharkCountsOnTheLongestCaptures() throws IOException, InterruptedException {
    assertEquals(
        List.of(),
        differences(LONGEST.stream().map(SharedData::path).toList(), TcpCounts::outOfOrder));
  }

  /** Where everything goes wrong at once, the two kinds of late segments are told apart roughly. */
  @Test
  void countsWhatTsharkCountsOnRandomDamage(@TempDir Path folder)
      throws IOException, InterruptedException {
    List<Path> captures = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      captures.add(
          Files.write(folder.resolve(seed + ".pcap"), new DamagedTcp(seed).connections(200)));
    }
    assertEquals(
        List.of(), differences(captures, each -> each.outOfOrder() + each.retransmissions()));
  }

  private static List<String> differences(List<Path> captures, ToLongFunction<TcpCounts> late)
      throws IOException, InterruptedException {
    List<String> differences = new ArrayList<>();
    for (Path capture : captures) {
      TcpCounts theirs = sum(TsharkTcp.counts(capture));
      TcpCounts ours = sum(counts(capture));
      System.out.println(capture.getFileName() + ": tshark " + theirs + ", nightjar " + ours);
      Map<String, ToLongFunction<TcpCounts>> figures = new TreeMap<>(FIGURES);
      figures.put("late", late);
      figures.forEach(
          (name, figure) -> {
            long difference = Math.abs(figure.applyAsLong(theirs) - figure.applyAsLong(ours));
            if (difference > figure.applyAsLong(theirs) * TOLERANCE) {
              differences.add(capture.getFileName() + ": " + name + " off by " + difference);
            }
          });
    }
    return differences;
  }

  private static TcpCounts sum(SortedMap<String, TcpCounts> counts) {
    return counts.values().stream().reduce(TcpCounts.NONE, TcpCounts::plus);
  }

  private static SortedMap<String, TcpCounts> counts(Path capture) throws InterruptedException {
    SortedMap<String, TcpCounts> counts = new TreeMap<>();
    for (FlowRecord each : OfflineRun.of(capture, 2, PortDetector::new).records()) {
      if (each.l4Protocol() == 6) {
        counts.merge(FiveTuple.sent(each), each.src2dst().tcp(), TcpCounts::plus);
        counts.merge(FiveTuple.answered(each), each.dst2src().tcp(), TcpCounts::plus);
      }
    }
    return counts;
  }
}
