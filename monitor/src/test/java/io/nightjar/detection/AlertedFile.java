package io.nightjar.detection;

import io.nightjar.alert.AlertGate;
import io.nightjar.alert.AlertSettings;
import io.nightjar.alert.AlertSink;
import io.nightjar.alert.Finding;
import io.nightjar.capture.Capture;
import io.nightjar.capture.CaptureSource;
import io.nightjar.dpi.NdpiDetector;
import io.nightjar.enrich.LookupData;
import io.nightjar.flow.FlowRecord;
import io.nightjar.host.HostFigures;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveLimits;
import io.nightjar.natives.ndpi.DpiEngine;
import io.nightjar.net.Prefix;
import io.nightjar.packet.PacketCounters;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * A capture file read by the real workers, and what its flows were found to be.
 *
 * @param hosts as they were at the end
 */
public record AlertedFile(
    List<Finding> findings, List<FlowRecord> records, List<HostFigures> hosts) {
  private static final LookupData LOOKUP =
      LookupData.open(
          Path.of("no-such-folder"),
          Stream.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16").map(Prefix::parse).toList());

  /** With the checks as declared. */
  public static AlertedFile of(Path file) throws InterruptedException {
    return of(file, AlertSettings.USUAL);
  }

  static AlertedFile of(Path file, AlertSettings settings) throws InterruptedException {
    Queue<Finding> findings = new ConcurrentLinkedQueue<>();
    Queue<FlowRecord> records = new ConcurrentLinkedQueue<>();
    CaptureSource source =
        CaptureSource.file(
            file,
            file.getFileName().toString(),
            "",
            CaptureSource.Timing.AS_RECORDED,
            2,
            (record, _) -> records.add(record));
    Detection detection = Detection.usual(new AlertGate(settings, into(findings), new Telemetry()));
    var config = new Capture.Config("test", 2, LiveLimits.defaults(), Duration.ofSeconds(30));
    try (Capture capture =
        new Capture(
            config,
            List.of(source),
            LOOKUP,
            () -> new NdpiDetector(DpiEngine.open(), Long.MAX_VALUE),
            detection,
            PacketCounters.unwatched())) {
      capture.start();
      source.awaitFinished();
      List<HostFigures> hosts =
          capture.ask(AlertedFile::hosts).stream().flatMap(List::stream).toList();
      return new AlertedFile(List.copyOf(findings), List.copyOf(records), hosts);
    }
  }

  private static List<HostFigures> hosts(InterfaceState state) {
    List<HostFigures> hosts = new ArrayList<>();
    state
        .hosts()
        .forEach(
            host ->
                hosts.add(HostFigures.details(host, state.identity().name(), state.nowNanos())));
    return hosts;
  }

  private static AlertSink into(Queue<Finding> findings) {
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

  /** Which alerts were raised. */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    findings.forEach(finding -> keys.add(finding.type().key()));
    return keys;
  }
}
