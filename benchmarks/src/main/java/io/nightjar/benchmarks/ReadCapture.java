package io.nightjar.benchmarks;

import io.nightjar.alert.AlertGate;
import io.nightjar.alert.AlertSettings;
import io.nightjar.alert.AlertSink;
import io.nightjar.alert.Finding;
import io.nightjar.alert.Severity;
import io.nightjar.capture.Capture;
import io.nightjar.capture.CaptureSource;
import io.nightjar.detection.Detection;
import io.nightjar.dpi.NdpiDetector;
import io.nightjar.enrich.LookupData;
import io.nightjar.live.InterfaceFigures;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveLimits;
import io.nightjar.natives.ndpi.DpiEngine;
import io.nightjar.net.Prefix;
import io.nightjar.packet.PacketCounters;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Reads a capture as the monitor does, with all checks as they are declared. */
final class ReadCapture {
  private static final List<Prefix> LOCAL =
      Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7")
          .map(Prefix::parse)
          .toList();

  private static final LookupData LOOKUP = LookupData.open(Path.of("no-such-folder"), LOCAL);

  /** Names of captures that show attacks, malware, or packets made to break programs. */
  private static final List<String> HOSTILE =
      List.of(
          "attack",
          "fuzz",
          "malware",
          "bot.pcap",
          "exploit",
          "scan",
          "inject",
          "corrupt",
          "bad-",
          "dga",
          "dnstunnel",
          "dns-tunnel",
          "exfil",
          "cve",
          "log4j",
          "mining",
          "xmr",
          "flood",
          "brute",
          "malformed",
          "heuristic",
          "invalid",
          "suspicious",
          "iodine",
          "virus");

  private ReadCapture() {}

  /**
   * What was raised.
   *
   * @param counts findings by key
   * @param errorCounts the same, of error or above
   */
  record Seen(long flows, Map<String, Long> counts, Map<String, Long> errorCounts) {
    Set<String> keys() {
      return counts.keySet();
    }

    long errors() {
      return errorCounts.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  static boolean isHostile(String name) {
    return HOSTILE.stream().anyMatch(name.toLowerCase(java.util.Locale.ROOT)::contains);
  }

  static Seen of(Path file) throws InterruptedException {
    Queue<Finding> findings = new ConcurrentLinkedQueue<>();
    AlertGate gate = new AlertGate(AlertSettings.USUAL, recording(findings), new Telemetry());
    CaptureSource source =
        CaptureSource.file(
            file,
            file.getFileName().toString(),
            "",
            CaptureSource.Timing.AS_RECORDED,
            1,
            (_, _) -> true);
    var config = new Capture.Config("test", 1, LiveLimits.defaults(), Duration.ofSeconds(30));
    long flows;
    try (Capture capture =
        new Capture(
            config,
            List.of(source),
            LOOKUP,
            () -> new NdpiDetector(DpiEngine.open(), Long.MAX_VALUE),
            Detection.usual(gate),
            PacketCounters.unwatched())) {
      capture.start();
      source.awaitFinished();
      flows =
          capture.ask(InterfaceState::figures).stream()
              .mapToLong(InterfaceFigures::flowsTotal)
              .sum();
    }
    return seen(flows, findings);
  }

  private static AlertSink recording(Queue<Finding> findings) {
    return new AlertSink() {
      @Override
      public void happened(Finding finding) {
        findings.add(finding);
      }

      @Override
      public void engaged(Finding finding) {
        findings.add(finding);
      }

      @Override
      public void released(Finding finding) {}
    };
  }

  private static Seen seen(long flows, Queue<Finding> findings) {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, Long> errors = new TreeMap<>();
    for (Finding finding : findings) {
      counts.merge(finding.type().key(), 1L, Long::sum);
      if (finding.type().severity().compareTo(Severity.ERROR) >= 0) {
        errors.merge(finding.type().key(), 1L, Long::sum);
      }
    }
    return new Seen(flows, counts, errors);
  }
}
