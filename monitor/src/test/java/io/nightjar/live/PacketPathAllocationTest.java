package io.nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.nightjar.dpi.PortDetector;
import io.nightjar.flow.FlowIds;
import io.nightjar.flow.FlowTable;
import io.nightjar.flow.Segments;
import io.nightjar.flow.TcpFlags;
import io.nightjar.host.Origin;
import io.nightjar.identity.Directory;
import io.nightjar.identity.IdentityCounters;
import io.nightjar.net.AddressScope;
import io.nightjar.packet.Packet;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class PacketPathAllocationTest {
  private static final int PACKETS = 1_000_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Packet packet =
      new Segments().tcp(1, 4000, 2, 80, TcpFlags.ACK, 1, 1_700_000_000_000_000_000L);
  private final int hash = FlowTable.hash(packet);
  private final InterfaceState state =
      new InterfaceState(
          new InterfaceState.Identity("test", "", "test", false),
          LiveLimits.defaults(),
          _ -> new Origin(AddressScope.PRIVATE, "", 0, "", true),
          new PortDetector(),
          _ -> true,
          new FlowIds(0, 0, 1),
          new Directory(new IdentityCounters()));

  @Test
  void aPacketOfADecidedFlowAllocatesNothing() {
    count(200_000);
    long before = threads.getCurrentThreadAllocatedBytes();
    count(PACKETS);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertEquals(0, allocated / PACKETS, "bytes per packet, of " + allocated);
    assertEquals(1, state.flows().size());
    assertTrue(state.totals().packets() > PACKETS);
  }

  private void count(int packets) {
    for (int i = 0; i < packets; i++) {
      state.count(packet, hash);
    }
  }
}
