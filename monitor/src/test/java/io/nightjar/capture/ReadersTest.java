package io.nightjar.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.dpi.PortDetector;
import io.nightjar.enrich.LookupData;
import io.nightjar.live.InterfaceFigures;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers ask as fast as they can, some never come back for more: workers go on. */
class ReadersTest {
  private static final Path TRAINING = Path.of("..", "scripts", "training.pcap");
  private static final int FILE_HEADER_BYTES = 24;
  private static final int REPEATS = 3_000;
  private static final int READERS = 8;
  private static final String WORKER = "packets-file";
  private static final String READER = "reader";
  private static final String WITNESS = "witness";

  @TempDir Path folder;

  @Test
  void everyPacketIsReadAndEveryQuestionAnsweredWhileReadersHammer() throws Exception {
    readWhileAsked(longCapture());
  }

  /** The first reading loads classes, for which any two threads may wait for each other. */
  @Test
  void noWorkerWaitsForALockThatAReaderHeld() throws Exception {
    Path capture = longCapture();
    readWhileAsked(capture);
    List<RecordedEvent> waits = waits(() -> readWhileAsked(capture));
    assertEquals(
        List.of(),
        waits.stream()
            .filter(wait -> isBy(wait, "eventThread", WORKER))
            .filter(wait -> isBy(wait, "previousOwner", READER))
            .toList());
    assertTrue(
        waits.stream().anyMatch(wait -> isBy(wait, "eventThread", WITNESS)),
        "nothing was recorded");
  }

  /** Each wait for a monitor meanwhile, one of them made here. */
  private List<RecordedEvent> waits(Step step) throws Exception {
    Path file = folder.resolve("waits.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.JavaMonitorEnter").withThreshold(Duration.ZERO).withStackTrace();
      recording.start();
      waitForAMonitor();
      step.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file);
  }

  /** A thread that does what workers must not: it waits until this one leaves the monitor. */
  private static void waitForAMonitor() throws InterruptedException {
    Object monitor = new Object();
    Thread witness = Thread.ofPlatform().name(WITNESS).unstarted(() -> enter(monitor));
    synchronized (monitor) {
      witness.start();
      while (witness.getState() != Thread.State.BLOCKED) {
        Thread.sleep(1);
      }
    }
    witness.join();
  }

  private static void enter(Object monitor) {
    synchronized (monitor) {
      monitor.notifyAll();
    }
  }

  private static boolean isBy(RecordedEvent wait, String field, String name) {
    RecordedThread thread = wait.getThread(field);
    return thread != null && String.valueOf(thread.getJavaName()).startsWith(name);
  }

  /** What may fail. */
  private interface Step {
    void run() throws Exception;
  }

  private void readWhileAsked(Path capture) throws InterruptedException {
    CaptureSource source =
        CaptureSource.file(
            capture, "long", "", CaptureSource.Timing.AS_RECORDED, 2, (_, _) -> true);
    var config = new Capture.Config("test", 2, LiveLimits.defaults(), Duration.ofSeconds(30));
    LookupData lookup = LookupData.open(folder, List.of());
    AtomicLong answers = new AtomicLong();
    CountDownLatch finished = new CountDownLatch(1);
    try (Capture running = new Capture(config, List.of(source), lookup, PortDetector::new)) {
      running.start();
      List<Thread> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        boolean leaves = i % 4 == 3;
        readers.add(
            Thread.ofPlatform()
                .name(READER)
                .start(() -> ask(running, leaves, answers, source, finished)));
      }
      source.awaitFinished();
      finished.countDown();
      for (Thread reader : readers) {
        reader.join();
      }
      long packets =
          running.ask(InterfaceState::figures).stream().mapToLong(InterfaceFigures::packets).sum();
      assertEquals(framesOf(capture), packets);
      assertTrue(answers.get() > 100, "only " + answers + " answers");
    }
  }

  private static void ask(
      Capture running,
      boolean leaves,
      AtomicLong answers,
      CaptureSource source,
      CountDownLatch finished) {
    while (!source.isFinished()) {
      running.ask(
          state -> {
            List<String> copies = new ArrayList<>();
            state.hosts().forEach(host -> copies.add(host.ip().toString()));
            return copies;
          });
      answers.incrementAndGet();
      if (leaves) {
        await(finished);
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The small capture again and again, a minute later each time. */
  private Path longCapture() throws IOException {
    byte[] once = Files.readAllBytes(TRAINING);
    Path file = folder.resolve("long.pcap");
    try (var out = Files.newOutputStream(file)) {
      out.write(once, 0, FILE_HEADER_BYTES);
      ByteBuffer frames = ByteBuffer.wrap(once).order(ByteOrder.LITTLE_ENDIAN);
      for (int repeat = 0; repeat < REPEATS; repeat++) {
        for (int at = FILE_HEADER_BYTES; at < once.length; at += 16 + frames.getInt(at + 8)) {
          frames.putInt(at, frames.getInt(at) + 60);
        }
        out.write(once, FILE_HEADER_BYTES, once.length - FILE_HEADER_BYTES);
      }
    }
    return file;
  }

  private static long framesOf(Path capture) {
    long frames = 0;
    try (FrameSource source = CaptureFile.open(capture)) {
      int read = 0;
      while (read != FrameSource.END) {
        frames += read;
        read = source.read((_, _, _, _, _, _) -> {}, 65_536);
      }
    }
    return frames;
  }
}
