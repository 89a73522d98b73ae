package io.nightjar.live;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.nightjar.dpi.PortDetector;
import io.nightjar.flow.FlowIds;
import io.nightjar.flow.FlowRecord;
import io.nightjar.flow.FlowTable;
import io.nightjar.flow.FlowTimeouts;
import io.nightjar.host.Origin;
import io.nightjar.identity.Directory;
import io.nightjar.identity.IdentityCounters;
import io.nightjar.net.AddressScope;
import io.nightjar.packet.LinkType;
import io.nightjar.packet.Packet;
import io.nightjar.packet.PacketCounters;
import io.nightjar.packet.PacketDecoder;
import io.nightjar.packet.PacketKind;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.time.Duration;

/** One worker's state, and packets of any number of sources to fill it with. */
final class Crowd {
  private static final int FRAME_BYTES = 60;
  private static final int TCP = 6;
  private static final long START = 1_700_000_000_000_000_000L;

  private final MemorySegment memory = Arena.ofAuto().allocate(FRAME_BYTES);
  private final PacketDecoder decoder = new PacketDecoder(PacketCounters.unwatched());
  private final Packet packet = new Packet();
  private final InterfaceState state;
  private long sentPackets;
  private long recordedPackets;
  private long recordedBytes;

  Crowd(int flows, int hosts) {
    this(flows, hosts, false);
  }

  Crowd(int flows, int hosts, boolean isLive) {
    state =
        new InterfaceState(
            new InterfaceState.Identity("test", "", "test", isLive),
            new LiveLimits(flows, hosts, 1_000, Duration.ofMinutes(10), FlowTimeouts.defaults()),
            _ -> new Origin(AddressScope.PRIVATE, "", 0, "", true),
            new PortDetector(),
            this::take,
            new FlowIds(0, 0, 1),
            new Directory(new IdentityCounters()));
  }

  private boolean take(FlowRecord record) {
    recordedPackets += record.src2dst().packets() + record.dst2src().packets();
    recordedBytes += record.src2dst().bytes() + record.dst2src().bytes();
    return true;
  }

  /** A SYN from one address and port to another, so many milliseconds after the start. */
  void syn(int source, int sourcePort, int destination, int destinationPort, long atMillis) {
    ByteBuffer frame = ByteBuffer.allocate(FRAME_BYTES);
    frame.put(new byte[] {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0});
    frame.put(new byte[] {0x45, 0}).putShort((short) 40).putInt(0).put((byte) 64).put((byte) TCP);
    frame.putShort((short) 0).putInt(source).putInt(destination);
    frame.putShort((short) sourcePort).putShort((short) destinationPort).putInt(7).putInt(0);
    frame.put((byte) 0x50).put((byte) 2).putShort((short) 1000).putInt(0);
    MemorySegment.copy(frame.array(), 0, memory, JAVA_BYTE, 0, FRAME_BYTES);
    PacketKind kind =
        decoder.decode(
            memory,
            0,
            FRAME_BYTES,
            FRAME_BYTES,
            START + atMillis * 1_000_000,
            LinkType.of(1),
            packet);
    if (kind != PacketKind.IP) {
      throw new AssertionError(kind);
    }
    state.count(packet, FlowTable.hash(packet));
    sentPackets++;
  }

  InterfaceState state() {
    return state;
  }

  Pressure pressure() {
    return state.figures().pressure();
  }

  long sentPackets() {
    return sentPackets;
  }

  long sentBytes() {
    return sentPackets * FRAME_BYTES;
  }

  long recordedPackets() {
    return recordedPackets;
  }

  long recordedBytes() {
    return recordedBytes;
  }
}
