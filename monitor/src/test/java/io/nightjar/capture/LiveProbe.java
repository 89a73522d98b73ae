package io.nightjar.capture;

import com.sun.management.ThreadMXBean;
import io.nightjar.packet.LinkType;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Captures on one end of a veth pair while tcpreplay sends on the other, inside the network
 * namespace it was started in, and prints what {@link LiveInterfaceTest} checks.
 */
final class LiveProbe {
  private static final String SENDS = "nj0";
  private static final String CAPTURES = "nj1";

  private final Path capture;

  private LiveProbe(Path capture) {
    this.capture = capture;
  }

  /** The arguments are the part to run and the capture to replay. */
  public static void main(String[] arguments) throws Exception {
    LiveProbe probe = new LiveProbe(Path.of(arguments[1]));
    LiveInterface.Config usual = LiveInterface.Config.of(CAPTURES);
    switch (arguments[0]) {
      case "all" -> probe.all(usual);
      case "filtered" ->
          probe.counted(
              new LiveInterface.Config(
                  CAPTURES, 1, 96, false, 1 << 20, false, "udp dst port 53 or vlan 7"));
      case "overrun" ->
          probe.counted(new LiveInterface.Config(CAPTURES, 1, 262_144, true, 1, false, ""));
      case "refusals" -> refusals();
      case "shared" -> probe.shared(usual.sharedBy(2));
      case "comes-and-goes" -> probe.comesAndGoes(usual.sharedBy(2));
      case "loopback" -> loopback();
      case "question" -> question(usual);
      case "allocation" -> probe.allocation(usual);
      case "without-ring" -> probe.withoutRing();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private void all(LiveInterface.Config config) throws Exception {
    try (LiveShare live = new LiveInterface(config).share(0)) {
      Seen seen = new Seen();
      print("idle", live.read(seen, 10));
      long before = System.currentTimeMillis();
      replay();
      drain(live, seen);
      long after = System.currentTimeMillis();
      tell(live, seen);
      print("link", seen.link);
      print("same", seen.frames.equals(sent()));
      print(
          "timely",
          seen.firstNanos / 1_000_000 >= before - 1 && seen.lastNanos / 1_000_000 <= after + 1);
    }
  }

  private List<String> sent() {
    Seen file = new Seen();
    try (FrameSource frames = CaptureFile.open(capture)) {
      int read = 0;
      while (read >= 0) {
        read = frames.read(file, 1000);
      }
    }
    return file.frames;
  }

  private void counted(LiveInterface.Config config) throws Exception {
    try (LiveShare live = new LiveInterface(config).share(0)) {
      Seen seen = new Seen();
      int _ = live.read(seen, 1);
      replay();
      drain(live, seen);
      tell(live, seen);
    }
  }

  private static void tell(LiveShare live, Seen seen) {
    print("frames", seen.frames.size());
    print("bytes", seen.wireBytes);
    print("longest", seen.longest);
    print("dropped", live.droppedFrames());
    print("freezes", live.freezes());
  }

  private static void refusals() {
    print("missing", refusal(LiveInterface.Config.of("nosuch0")));
    print("long", refusal(LiveInterface.Config.of("a-name-longer-than-any-interface")));
    print("filter", refusal(LiveInterface.Config.of(CAPTURES).filteredBy("port bogus")));
  }

  private static String refusal(LiveInterface.Config config) {
    try {
      LiveInterface.check(config);
      return "opened " + config.name();
    } catch (CaptureException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void shared(LiveInterface.Config config) throws Exception {
    List<LiveShare> shares = shares(config);
    List<Seen> seen = shares.stream().map(_ -> new Seen()).toList();
    for (int i = 0; i < shares.size(); i++) {
      int _ = shares.get(i).read(seen.get(i), 1);
    }
    replay();
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      drain(shares.get(i), seen.get(i));
      print("frames." + i, seen.get(i).frames.size());
      print("flows." + i, seen.get(i).flows.size());
      print("other." + i, seen.get(i).withoutIp);
      frames.addAll(seen.get(i).frames);
    }
    List<String> sent = new ArrayList<>(sent());
    sent.sort(null);
    frames.sort(null);
    print("same", frames.equals(sent));
    seen.get(0).flows.retainAll(seen.get(1).flows);
    print("flows.both", seen.get(0).flows);
    shares.forEach(LiveShare::close);
  }

  private static List<LiveShare> shares(LiveInterface.Config config) {
    LiveInterface live = new LiveInterface(config);
    return IntStream.range(0, config.workers()).mapToObj(live::share).toList();
  }

  private void comesAndGoes(LiveInterface.Config config) throws Exception {
    List<LiveShare> shares = shares(config);
    print("begin", round(shares, true));
    run(List.of("ip", "link", "set", CAPTURES, "down"));
    print("down", round(shares, false));
    run(List.of("ip", "link", "set", CAPTURES, "up"));
    print("up", round(shares, true));
    run(List.of("ip", "link", "del", CAPTURES));
    print("gone", round(shares, false));
    run(
        List.of(
            "ip", "link", "add", SENDS, "mtu", "65535", "type", "veth", "peer", "name", CAPTURES,
            "mtu", "65535"));
    run(List.of("ip", "link", "set", SENDS, "up"));
    Thread.sleep(1500);
    print("back-but-down", round(shares, false));
    run(List.of("ip", "link", "set", CAPTURES, "up"));
    print("back", round(shares, true));
    shares.forEach(LiveShare::close);
  }

  /** Reads what was sent, until all shares told the same; frames and outage. */
  private String round(List<LiveShare> shares, boolean sends) throws Exception {
    Seen seen = new Seen();
    for (LiveShare share : shares) {
      drain(share, seen);
      drain(share, seen);
    }
    if (sends) {
      replay();
    }
    for (LiveShare share : shares) {
      drain(share, seen);
    }
    List<String> outages =
        shares.stream().map(share -> share.outage().orElse("none")).distinct().toList();
    return seen.frames.size() + " " + String.join("|", outages);
  }

  private static void loopback() throws Exception {
    try (LiveShare live = new LiveInterface(LiveInterface.Config.of("lo")).share(0);
        DatagramSocket socket = new DatagramSocket()) {
      Seen seen = new Seen();
      int _ = live.read(seen, 1);
      byte[] payload = new byte[100];
      for (int i = 0; i < 50; i++) {
        socket.send(
            new DatagramPacket(payload, payload.length, InetAddress.getLoopbackAddress(), 9));
      }
      drain(live, seen);
      print(
          "frames",
          seen.frames.stream()
              .filter(hex -> hex.startsWith("4500", 28) && hex.length() == 284)
              .count());
    }
  }

  /** Bytes allocated a frame, of tens of thousands read after as many to warm up. */
  private void allocation(LiveInterface.Config config) throws Exception {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (LiveShare live = new LiveInterface(config).share(0)) {
      int _ = live.read(LiveProbe::ignore, 1);
      for (String round : List.of("warm-up", "measured")) {
        run(List.of("tcpreplay", "-q", "--topspeed", "--loop=20", "-i", SENDS, capture.toString()));
        long before = threads.getCurrentThreadAllocatedBytes();
        long frames = 0;
        for (int read = 1; read > 0; ) {
          read = live.read(LiveProbe::ignore, 1000);
          frames += read;
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        print(round + ".frames", frames);
        print(round + ".bytes_per_frame", allocated / Math.max(1, frames));
      }
    }
  }

  private static void ignore(
      MemorySegment memory, long offset, int captured, int wire, long timeNanos, LinkType link) {
    if (captured > wire) {
      throw new AssertionError(captured + " of " + wire);
    }
  }

  private static void question(LiveInterface.Config config) throws Exception {
    try (LiveShare live = new LiveInterface(config).share(0)) {
      Seen seen = new Seen();
      int _ = live.read(seen, 1);
      live.wake();
      long start = System.nanoTime();
      int _ = live.read(seen, 1);
      print("waited_ms", (System.nanoTime() - start) / 1_000_000);
      start = System.nanoTime();
      int _ = live.read(seen, 1);
      print("waits_ms", (System.nanoTime() - start) / 1_000_000);
    }
  }

  private void withoutRing() throws Exception {
    List<LiveShare> shares =
        shares(LiveInterface.Config.of("any").sharedBy(2).filteredBy("inbound"));
    Seen seen = new Seen();
    for (LiveShare share : shares) {
      int _ = share.read(seen, 1);
    }
    replay();
    shares.forEach(share -> drain(share, seen));
    print("frames", seen.frames.size());
    print("link", seen.link);
  }

  private static void drain(LiveShare live, Seen seen) {
    for (int empty = 0; empty < 3; ) {
      empty = live.read(seen, 1000) == 0 ? empty + 1 : 0;
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
