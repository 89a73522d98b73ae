package io.nightjar.flow;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.nightjar.packet.LinkType;
import io.nightjar.packet.Packet;
import io.nightjar.packet.PacketCounters;
import io.nightjar.packet.PacketDecoder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

class TcpConnectionFuzzTest {
  private static final int IP_BYTES = 20;
  private static final int MAX_BYTES = 120;

  private final MemorySegment memory = Arena.global().allocate(MAX_BYTES);
  private final PacketDecoder decoder = new PacketDecoder(PacketCounters.unwatched());
  private final Packet packet = new Packet();

  /** Whatever TCP headers and options come in whatever order, every figure stays within bounds. */
  @FuzzTest
  void followsAnySegments(FuzzedDataProvider data) {
    TcpConnection connection = new TcpConnection();
    long segments = 0;
    while (data.remainingBytes() > 0 && segments < 1_000) {
      boolean fromClient = data.consumeBoolean();
      long nanos = data.consumeLong();
      byte[] tcp = data.consumeBytes(MAX_BYTES - IP_BYTES);
      decode(tcp, IP_BYTES + tcp.length + data.consumeInt(0, 2_000), nanos);
      connection.add(packet, fromClient);
      segments++;
    }
    for (TcpSide side : List.of(connection.client(), connection.server())) {
      var counts = side.counts();
      assertTrue(counts.retransmissions() + counts.outOfOrder() <= segments, counts.toString());
      assertTrue(counts.lost() <= segments && counts.zeroWindows() <= segments);
    }
    var latency = connection.latency();
    assertTrue(latency.clientRttMicros() >= 0 && latency.serverRttMicros() >= 0);
    assertTrue(latency.responseMicros() >= 0 && connection.state() != null);
  }

  private void decode(byte[] tcp, int wireBytes, long nanos) {
    memory.fill((byte) 0);
    memory.set(ValueLayout.JAVA_BYTE, 0, (byte) 0x45);
    memory.set(ValueLayout.JAVA_BYTE, 2, (byte) (wireBytes >>> 8));
    memory.set(ValueLayout.JAVA_BYTE, 3, (byte) wireBytes);
    memory.set(ValueLayout.JAVA_BYTE, 9, (byte) 6);
    MemorySegment.copy(tcp, 0, memory, ValueLayout.JAVA_BYTE, IP_BYTES, tcp.length);
    int captured = IP_BYTES + tcp.length;
    decoder.decode(memory, 0, captured, wireBytes, nanos, LinkType.of(101), packet);
  }
}
