package io.nightjar.benchmarks;

import io.nightjar.capture.CaptureFile;
import io.nightjar.dpi.PortDetector;
import io.nightjar.flow.FlowIds;
import io.nightjar.flow.FlowTable;
import io.nightjar.host.Origin;
import io.nightjar.identity.Directory;
import io.nightjar.identity.IdentityCounters;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveLimits;
import io.nightjar.net.AddressScope;
import io.nightjar.packet.LinkType;
import io.nightjar.packet.Packet;
import io.nightjar.packet.PacketCounters;
import io.nightjar.packet.PacketDecoder;
import io.nightjar.packet.PacketKind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a packet costs: decoding it, and decoding and counting it in a flow that is there. Frames
 * are the first of the capture named by the system property {@code capture}, in memory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PacketPathBenchmark {
  private static final int FRAMES = 10_000;

  private record Frame(MemorySegment bytes, int wireBytes, long timeNanos, LinkType link) {}

  private final Packet packet = new Packet();
  private final PacketDecoder decoder = new PacketDecoder(PacketCounters.unwatched());
  private final List<Frame> frames = new ArrayList<>();
  private final InterfaceState state =
      new InterfaceState(
          new InterfaceState.Identity("benchmark", "", "benchmark", false),
          LiveLimits.defaults(),
          _ -> new Origin(AddressScope.PRIVATE, "", 0, "", true),
          new PortDetector(),
          _ -> true,
          new FlowIds(0, 0, 1),
          new Directory(new IdentityCounters()));

  /** Copies the frames into native memory and opens their flows. */
  @Setup
  public void readFrames() {
    Path capture = Path.of(System.getProperty("capture", "/dev/null"));
    try (CaptureFile file = CaptureFile.open(capture)) {
      int read = 0;
      while (read >= 0 && frames.size() < FRAMES) {
        read =
            file.read(
                (bytes, offset, captured, wire, time, link) ->
                    frames.add(new Frame(copy(bytes, offset, captured), wire, time, link)),
                FRAMES - frames.size());
      }
    }
    if (frames.size() < FRAMES) {
      throw new IllegalStateException(
          "-Dcapture=FILE: needs a capture of at least "
              + FRAMES
              + " frames, got "
              + frames.size());
    }
    count();
  }

  private static MemorySegment copy(MemorySegment bytes, long offset, int length) {
    return Arena.global().allocate(length).copyFrom(bytes.asSlice(offset, length));
  }

  /** Decoding alone, per frame. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public int decode() {
    int ip = 0;
    for (Frame frame : frames) {
      ip += decode(frame) == PacketKind.IP ? 1 : 0;
    }
    return ip;
  }

  /** Decoding and counting, per frame. */
  @Benchmark
  @OperationsPerInvocation(FRAMES)
  public long count() {
    for (Frame frame : frames) {
      if (decode(frame) == PacketKind.IP) {
        state.count(packet, FlowTable.hash(packet));
      }
    }
    return state.totals().packets();
  }

  private PacketKind decode(Frame frame) {
    return decoder.decode(
        frame.bytes(),
        0,
        (int) frame.bytes().byteSize(),
        frame.wireBytes(),
        frame.timeNanos(),
        frame.link(),
        packet);
  }
}
