package io.nightjar.oracle;

import io.nightjar.capture.Capture;
import io.nightjar.capture.CaptureSource;
import io.nightjar.dpi.Detector;
import io.nightjar.dpi.NdpiDetector;
import io.nightjar.enrich.LookupData;
import io.nightjar.flow.FlowRecord;
import io.nightjar.live.InterfaceFigures;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveLimits;
import io.nightjar.natives.ndpi.DpiEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * One capture file read to its end by the real workers.
 *
 * @param records every flow record that left
 */
public record OfflineRun(List<FlowRecord> records, InterfaceFigures figures) {
  private static final LookupData NOTHING = LookupData.open(Path.of("no-such-folder"), List.of());

  /** Reads the file with two workers and libndpi. */
  public static OfflineRun of(Path file) throws InterruptedException {
    return of(file, 2, () -> new NdpiDetector(DpiEngine.open(), Long.MAX_VALUE));
  }

  static OfflineRun of(Path file, int workers, Supplier<Detector> detectors)
      throws InterruptedException {
    Queue<FlowRecord> records = new ConcurrentLinkedQueue<>();
    CaptureSource source =
        CaptureSource.file(
            file,
            file.getFileName().toString(),
            "",
            CaptureSource.Timing.AS_RECORDED,
            workers,
            (record, _) -> records.add(record));
    var config = new Capture.Config("test", workers, LiveLimits.defaults(), Duration.ofSeconds(30));
    try (Capture capture = new Capture(config, List.of(source), NOTHING, detectors)) {
      capture.start();
      source.awaitFinished();
      InterfaceFigures figures =
          capture.ask(InterfaceState::figures).stream()
              .reduce(InterfaceFigures::plus)
              .orElseThrow();
      return new OfflineRun(List.copyOf(records), figures);
    }
  }
}
