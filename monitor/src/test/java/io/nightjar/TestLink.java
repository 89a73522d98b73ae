package io.nightjar;

import io.nightjar.detection.Detection;
import io.nightjar.dpi.PortDetector;
import io.nightjar.enrich.LookupData;
import io.nightjar.flow.FlowIds;
import io.nightjar.flow.FlowRecord;
import io.nightjar.flow.FlowTable;
import io.nightjar.identity.Directory;
import io.nightjar.identity.IdentityCounters;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveLimits;
import io.nightjar.live.LiveView;
import io.nightjar.live.SeriesSink;
import io.nightjar.packet.LinkType;
import io.nightjar.packet.Packet;
import io.nightjar.packet.PacketCounters;
import io.nightjar.packet.PacketDecoder;
import io.nightjar.packet.PacketKind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A live interface whose frames a test sends, on the test's own thread. */
public final class TestLink implements LiveView {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final List<FlowRecord> records = new ArrayList<>();
  private final PacketDecoder decoder = new PacketDecoder(PacketCounters.unwatched());
  private final Packet packet = new Packet();
  private final InterfaceState state;

  /** One that is called this. */
  public TestLink(String name, LookupData lookup, Detection detection) {
    state =
        new InterfaceState(
            new InterfaceState.Identity(name, "", "test", true),
            LiveLimits.within(512 << 20, 1),
            lookup::origin,
            new PortDetector(),
            detection,
            this::record,
            new FlowIds(1_700_000_000_000L, 0, 1),
            new Directory(new IdentityCounters()),
            lookup.localNetworks(),
            SeriesSink.NONE);
  }

  private boolean record(FlowRecord record) {
    records.add(record);
    return true;
  }

  /** A frame comes at this second. */
  public synchronized void send(long second, byte[] frame) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(frame.length);
      MemorySegment.copy(MemorySegment.ofArray(frame), 0, memory, 0, frame.length);
      PacketKind kind =
          decoder.decode(
              memory,
              0,
              frame.length,
              frame.length,
              second * NANOS_PER_SECOND,
              LinkType.ETHERNET,
              packet);
      if (kind == PacketKind.IP) {
        state.count(packet, FlowTable.hash(packet));
      } else {
        state.countOther(kind, packet);
      }
    }
  }

  /** All flows end; their records. */
  public synchronized List<FlowRecord> finish() {
    state.finish();
    return List.copyOf(records);
  }

  @Override
  public synchronized <R> List<R> ask(Function<InterfaceState, R> question) {
    return List.of(question.apply(state));
  }
}
