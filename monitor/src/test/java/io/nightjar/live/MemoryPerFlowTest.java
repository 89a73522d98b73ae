package io.nightjar.live;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The budget is divided by what a flow and a host take; this is what they take. */
class MemoryPerFlowTest {
  private static final int FLOWS = 100_000;

  @Test
  void aTcpFlowTakesNoMoreThanItsShareOfTheBudget() {
    long perFlow = measured(100);
    System.out.println("heap bytes of a TCP flow: " + perFlow);
    assertTrue(perFlow > 100 && perFlow <= LiveLimits.FLOW_BYTES, perFlow + " bytes");
  }

  @Test
  void aHostWithAFlowTakesNoMoreThanBothShares() {
    long both = measured(FLOWS);
    System.out.println("heap bytes of a local host with its TCP flow: " + both);
    int most = LiveLimits.FLOW_BYTES + LiveLimits.HOST_BYTES;
    assertTrue(both > 300 && both <= most, both + " bytes");
  }

  private static long measured(int sources) {
    Crowd crowd = new Crowd(4 * FLOWS, 4 * FLOWS);
    long before = usedBytes();
    for (int i = 0; i < FLOWS; i++) {
      crowd.syn(0x0a00_0000 + i % sources, 1_024 + i / sources, 0x0b00_0001, 80, 0);
    }
    long after = usedBytes();
    assertTrue(crowd.state().flows().size() == FLOWS);
    return (after - before) / FLOWS;
  }

  private static long usedBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
