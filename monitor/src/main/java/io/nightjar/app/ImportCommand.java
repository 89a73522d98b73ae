package io.nightjar.app;

import io.nightjar.capture.CaptureException;
import io.nightjar.capture.CaptureFingerprint;
import io.nightjar.web.ImportsClient;
import io.nightjar.web.MonitorClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar import}: capture files into the history of a running monitor. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Brings capture files into the history of a running monitor, whose live state stays as it"
            + " is.")
final class ImportCommand implements Callable<Integer> {
  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(1);

  @Option(
      names = "--pcap",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "A capture file (pcap, pcapng, either gzipped); several may follow.")
  private List<Path> captures = new ArrayList<>();

  @Mixin private Administration administration = new Administration();

  private long toldNanos = System.nanoTime();

  @Override
  public Integer call() throws Exception {
    for (Path capture : captures) {
      if (!Files.isReadable(capture) || !Files.isRegularFile(capture)) {
        throw new UsageException("--pcap: cannot read " + capture);
      }
    }
    return administration.run(
        monitor -> {
          int code = Nightjar.OK;
          for (Path capture : captures) {
            code = Math.max(code, bring(monitor, capture));
          }
          return code;
        });
  }

  private int bring(MonitorClient monitor, Path capture) throws InterruptedException {
    ImportsClient imports = new ImportsClient(monitor);
    try {
      String fingerprint = CaptureFingerprint.of(capture);
      return tell(
          capture, imports.bring(capture, fingerprint, progress -> watch(capture, progress)));
    } catch (IOException | CaptureException e) {
      System.err.println("nightjar: " + capture + ": " + e.getMessage());
      return Nightjar.FAILURE;
    }
  }

  private void watch(Path capture, ImportsClient.Progress progress) {
    if (System.nanoTime() - toldNanos < TELL_NANOS) {
      return;
    }
    toldNanos = System.nanoTime();
    boolean sending = progress.state().equals("uploading");
    System.err.printf(
        Locale.ROOT,
        sending ? "nightjar: %s: %d %% sent%n" : "nightjar: %s: %,d packets read%n",
        capture,
        sending ? 100 * progress.received() / progress.bytes() : progress.packets());
  }

  private static int tell(Path capture, ImportsClient.Progress progress) {
    return switch (progress.state()) {
      case "stored" -> {
        System.out.printf(
            Locale.ROOT,
            "%s: %,d packets, %,d flows%s%n",
            capture,
            progress.packets(),
            progress.flows(),
            progress.problem().isEmpty() ? "" : "; ended early: " + progress.problem());
        yield Nightjar.OK;
      }
      case "known" -> {
        System.err.println("nightjar: " + capture + " is in history already: nothing is added");
        yield Nightjar.OK;
      }
      default -> {
        System.err.println("nightjar: " + capture + ": not imported: " + progress.problem());
        yield Nightjar.FAILURE;
      }
    };
  }
}
