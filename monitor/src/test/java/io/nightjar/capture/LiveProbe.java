package io.nightjar.capture;

import io.nightjar.packet.LinkType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Captures on one end of a veth pair while tcpreplay sends on the other, inside the network
 * namespace it was started in, and prints what {@link LiveInterfaceTest} checks.
 */
final class LiveProbe {
  private static final String SENDS = "nj0";
  private static final String CAPTURES = "nj1";

  private final Path capture;
  private long frames;
  private long bytes;
  private int longest;

  private LiveProbe(Path capture) {
    this.capture = capture;
  }

  /** The argument is the capture to replay. */
  public static void main(String[] arguments) throws Exception {
    Path capture = Path.of(arguments[0]);
    LiveInterface.Config all = LiveInterface.Config.of(CAPTURES);
    new LiveProbe(capture).all(all);
    new LiveProbe(capture)
        .filtered(
            new LiveInterface.Config(CAPTURES, 96, false, all.bufferBytes(), "udp dst port 53"));
    new LiveProbe(capture)
        .tooSmallABuffer(new LiveInterface.Config(CAPTURES, 262_144, true, 1, ""));
    refusals();
    new LiveProbe(capture).interfaceGone(all);
  }

  private void all(LiveInterface.Config config) throws Exception {
    try (LiveInterface live = LiveInterface.open(config)) {
      print("link", live.link());
      print("idle", live.read(this::take, 10));
      replay();
      drain(live);
      print("all.frames", frames);
      print("all.bytes", bytes);
      print("all.longest", longest);
      print("all.received", live.received());
      print("all.dropped", live.dropped());
    }
  }

  private void filtered(LiveInterface.Config config) throws Exception {
    try (LiveInterface live = LiveInterface.open(config)) {
      replay();
      drain(live);
      print("filtered.frames", frames);
      print("filtered.longest", longest);
    }
  }

  private void tooSmallABuffer(LiveInterface.Config config) throws Exception {
    try (LiveInterface live = LiveInterface.open(config)) {
      replay();
      drain(live);
      print("small.dropped", live.dropped() > 0);
      print("small.accounted", live.received() - live.dropped() == frames);
    }
  }

  private static void refusals() {
    print("missing", refusal(LiveInterface.Config.of("nosuch0")));
    print("filter", refusal(new LiveInterface.Config(CAPTURES, 96, true, 1 << 20, "port bogus")));
  }

  private static String refusal(LiveInterface.Config config) {
    try (LiveInterface live = LiveInterface.open(config)) {
      return "opened " + live.name();
    } catch (CaptureException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void interfaceGone(LiveInterface.Config config) throws Exception {
    try (LiveInterface live = LiveInterface.open(config)) {
      run(List.of("ip", "link", "del", SENDS));
      int read = 0;
      for (int reads = 0; reads < 50 && read >= 0; reads++) {
        read = live.read(this::take, 1000);
      }
      print("gone.read", read);
      print("gone.fault", live.failure().isPresent());
    }
  }

  private void drain(LiveInterface live) {
    for (int empty = 0; empty < 3; ) {
      empty = live.read(this::take, 1000) == 0 ? empty + 1 : 0;
    }
  }

  private void take(
      MemorySegment memory,
      long offset,
      int capturedBytes,
      int wireBytes,
      long timeNanos,
      LinkType link) {
    frames++;
    bytes += wireBytes;
    longest = Math.max(longest, capturedBytes);
    if (memory.get(ValueLayout.JAVA_BYTE, offset) != 2) {
      throw new AssertionError("a frame that was not sent");
    }
  }

  private void replay() throws Exception {
    run(List.of("tcpreplay", "-q", "--topspeed", "-i", SENDS, capture.toString()));
  }

  private static void run(List<String> command) throws Exception {
    Path log = Files.createTempFile("live-probe", ".log");
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (status != 0) {
      throw new AssertionError(command + ": " + Files.readString(log));
    }
    Files.delete(log);
  }

  private static void print(String name, Object value) {
    System.out.println(name + "=" + value);
  }
}
