package io.nightjar.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.nightjar.packet.Packet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowTableTest {
  private final Segments segments = new Segments();
  private final FlowTable table = new FlowTable();

  @Test
  void findsAFlowFromBothDirections() {
    Flow flow = segments.open(segments.tcp(1, 4000, 2, 80, TcpFlags.SYN, 0, 0));
    table.add(flow);
    Packet answer = segments.tcp(2, 80, 1, 4000, TcpFlags.SYN | TcpFlags.ACK, 0, 1);
    assertSame(flow, table.find(answer, FlowTable.hash(answer)));
  }

  @Test
  void tellsFlowsOfSwappedPortsApart() {
    table.add(segments.open(segments.tcp(1, 80, 2, 4000, TcpFlags.SYN, 0, 0)));
    Packet other = segments.tcp(1, 4000, 2, 80, TcpFlags.SYN, 0, 0);
    assertNull(table.find(other, FlowTable.hash(other)));
  }

  /** Random additions and removals, beside a HashMap that does the same. */
  @Test
  void holdsWhatAMapWouldHold() {
    Random random = new Random(7);
    Map<Integer, Flow> model = new HashMap<>();
    for (int step = 0; step < 60_000; step++) {
      int port = random.nextInt(6_000);
      Packet packet = segments.tcp(1, port, 2, 80, TcpFlags.SYN, 0, step);
      Flow known = model.get(port);
      assertSame(known, table.find(packet, FlowTable.hash(packet)));
      if (known == null) {
        Flow flow = segments.open(packet);
        model.put(port, flow);
        table.add(flow);
      } else if (random.nextInt(3) > 0) {
        model.remove(port);
        table.remove(known);
      }
      assertEquals(model.size(), table.size());
    }
    model.forEach(
        (port, flow) -> {
          Packet packet = segments.tcp(1, port, 2, 80, 0, 0, 0);
          assertSame(flow, table.find(packet, FlowTable.hash(packet)));
        });
  }
}
