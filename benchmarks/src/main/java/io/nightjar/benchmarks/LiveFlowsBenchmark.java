package io.nightjar.benchmarks;

import io.nightjar.dpi.PortDetector;
import io.nightjar.flow.FlowIds;
import io.nightjar.flow.FlowTable;
import io.nightjar.flow.FlowTimeouts;
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
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What a packet of a flow that is there costs, by how many flows are there: packets come in an
 * order that no cache can follow. One UDP packet of 60 bytes, whose client changes from packet to
 * packet.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g", "-XX:+UseSerialGC"})
public class LiveFlowsBenchmark {
  private static final ValueLayout.OfInt NETWORK_INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfShort NETWORK_SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final int CLIENT = 26;
  private static final int CLIENT_PORT = 34;
  private static final int FLOWS_OF_A_CLIENT = 20;

  /** Odd, so that multiples of it visit every flow; the golden ratio spreads them. */
  private static final int STRIDE = 0x9E3779B1;

  /** Live flows. */
  @Param({"10000", "100000", "1000000"})
  public int flows;

  private final Packet packet = new Packet();
  private final PacketDecoder decoder = new PacketDecoder(PacketCounters.unwatched());
  private final MemorySegment frame = Arena.global().allocate(60);
  private final InterfaceState state =
      new InterfaceState(
          new InterfaceState.Identity("benchmark", "", "benchmark", false),
          new LiveLimits(
              2_000_000, 200_000, 1_000, Duration.ofMinutes(10), FlowTimeouts.defaults()),
          _ -> new Origin(AddressScope.PRIVATE, "", 0, "", true),
          new PortDetector(),
          _ -> true,
          new FlowIds(0, 0, 1),
          new Directory(new IdentityCounters()));
  private int turn;

  /** Opens the flows. */
  @Setup
  public void openFlows() {
    byte[] bytes =
        HexFormat.of()
            .parseHex(
                "0200000000010200000000020800"
                    + "45000024000040004011000000000000cb007101"
                    + "0000003500100000"
                    + "00".repeat(18));
    MemorySegment.copy(bytes, 0, frame, ValueLayout.JAVA_BYTE, 0, bytes.length);
    for (int flow = 0; flow < flows; flow++) {
      count(flow);
    }
  }

  /** Decoding and counting. */
  @Benchmark
  public long packet() {
    turn += STRIDE;
    return count(Integer.remainderUnsigned(turn, flows));
  }

  private long count(int flow) {
    frame.set(NETWORK_INT, CLIENT, 0x0A000000 | flow / FLOWS_OF_A_CLIENT);
    frame.set(NETWORK_SHORT, CLIENT_PORT, (short) (10_000 + flow % FLOWS_OF_A_CLIENT));
    decoder.decode(frame, 0, 60, 60, 1_700_000_000_000_000_000L, LinkType.ETHERNET, packet);
    state.count(packet, FlowTable.hash(packet));
    return state.totals().packets();
  }
}
