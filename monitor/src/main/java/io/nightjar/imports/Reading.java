package io.nightjar.imports;

import io.nightjar.capture.Capture;
import io.nightjar.capture.CaptureFile;
import io.nightjar.capture.CaptureSource;
import io.nightjar.detection.Detection;
import io.nightjar.dpi.Detector;
import io.nightjar.enrich.LookupData;
import io.nightjar.history.History;
import io.nightjar.live.InterfaceFigures;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveLimits;
import io.nightjar.live.LiveUnavailableException;
import io.nightjar.live.SourceState;
import io.nightjar.packet.PacketCounters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads one capture file into history with one packet thread and a state of its own, which nobody
 * asks about and which is forgotten afterwards.
 */
final class Reading {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

  /**
   * What reading needs.
   *
   * @param probe this monitor's name in records
   */
  record Parts(
      String probe,
      LiveLimits limits,
      LookupData lookup,
      Supplier<Detector> detectors,
      Detection detection,
      History history) {}

  /** How far it is. */
  record Progress(long packets, long flows) {}

  private final CaptureSource source;
  private final Capture capture;
  private volatile boolean ended;
  private volatile Progress progress = new Progress(0, 0);
  private volatile String fault = "";

  Reading(Parts parts, Path file, String name, String fingerprint) {
    source =
        CaptureSource.file(
            file,
            name,
            fingerprint,
            CaptureSource.Timing.AS_RECORDED,
            1,
            new Storing(parts.history(), () -> ended));
    capture =
        new Capture(
            new Capture.Config(parts.probe(), 1, parts.limits(), ANSWER_WITHIN),
            List.of(source),
            parts.lookup(),
            parts.detectors(),
            parts.detection(),
            PacketCounters.unwatched());
  }

  /** Refuses a file that gives no frame. */
  static void check(Path file) {
    try (CaptureFile frames = CaptureFile.open(file)) {
      int read = frames.read((_, _, _, _, _, _) -> {}, 1);
      if (read < 1 && frames.failure().isPresent()) {
        throw new ImportException("it is no capture file: " + frames.failure().get());
      }
    }
  }

  /** Reads all that can be read; false when it was broken off. */
  boolean run() throws InterruptedException {
    capture.start();
    try {
      source.awaitFinished();
      Progress _ = look();
      return !source.isBrokenOff() && !ended;
    } finally {
      capture.close();
    }
  }

  /** Breaks it off. */
  void end() {
    ended = true;
    capture.close();
  }

  /** How far it is, as last told. */
  Progress look() {
    try {
      for (InterfaceFigures each : capture.ask(InterfaceState::figures)) {
        progress = new Progress(each.packets(), each.flowsTotal());
        fault = each.state() == SourceState.FAILED ? each.fault() : "";
      }
    } catch (LiveUnavailableException _) {
      // it is busy, and tells the next time
    }
    return progress;
  }

  /** What ended reading before the end of the file; empty when nothing did. */
  String fault() {
    return fault;
  }
}
