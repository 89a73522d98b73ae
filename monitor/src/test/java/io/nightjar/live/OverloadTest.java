package io.nightjar.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nothing goes uncounted, and nothing outgrows its bounds, whatever comes. */
class OverloadTest {
  private static final int VICTIM = 0x0a00_0001;

  @Test
  void aScanOfOneSourceIsCountedInOneFlowOnceTheTableIsCrowded() {
    Crowd crowd = new Crowd(8_000, 100_000);
    for (int i = 0; i < 60_000; i++) {
      crowd.syn(0x0a00_0002, 40_000, 0x0b00_0000 + i, 80, i / 100);
    }
    assertTrue(crowd.state().flows().size() <= 8_000);
    assertEquals(53_000, crowd.pressure().packetsAggregated());
    assertEquals(0, crowd.pressure().flowsEvicted());
    everyPacketIsInARecord(crowd);
  }

  @Test
  void otherSourcesStillGetFlowsOfTheirOwnDuringAScan() {
    Crowd crowd = new Crowd(8_000, 100_000);
    for (int i = 0; i < 20_000; i++) {
      crowd.syn(0x0a00_0002, 40_000, 0x0b00_0000 + i, 80, i / 100);
    }
    long before = crowd.pressure().packetsAggregated();
    for (int i = 0; i < 500; i++) {
      crowd.syn(0x0a00_0100 + i, 40_000, VICTIM, 443, 200 + i);
    }
    assertEquals(before, crowd.pressure().packetsAggregated());
    everyPacketIsInARecord(crowd);
  }

  @Test
  void aFloodFromAMillionSourcesStaysInItsBounds() {
    Crowd crowd = new Crowd(4_000, 6_000);
    Random random = new Random(1);
    for (int i = 0; i < 1_000_000; i++) {
      crowd.syn(random.nextInt(), random.nextInt(65_536), VICTIM, 80, i / 200);
    }
    assertTrue(crowd.state().flows().size() <= 4_000, "flows");
    assertTrue(crowd.state().hosts().size() <= 6_001, "hosts " + crowd.state().hosts().size());
    assertTrue(crowd.pressure().hostsOverflowed() > 0);
    assertTrue(crowd.pressure().packetsAggregated() > 0);
    everyPacketIsInARecord(crowd);
  }

  @Test
  void aClockThatJumpsLosesNothing() {
    Crowd crowd = new Crowd(4_000, 6_000);
    long year = 365L * 86_400_000;
    long[] jumps = {0, -3_600_000, 10, year, 20, year + 1_000, -year, 5};
    for (int round = 0; round < 50; round++) {
      for (int i = 0; i < jumps.length; i++) {
        crowd.syn(0x0a00_0002 + i, 40_000 + round, VICTIM, 80, jumps[i]);
      }
    }
    everyPacketIsInARecord(crowd);
  }

  @Test
  void flowsEndAgainAfterALiveClockWasSetBack() {
    Crowd crowd = new Crowd(4_000, 6_000, true);
    crowd.syn(0x0a00_0002, 40_000, VICTIM, 80, 0);
    crowd.syn(0x0a00_0002, 40_001, VICTIM, 80, 365L * 86_400_000);
    for (int second = 1; second <= 1_200; second++) {
      crowd.syn(0x0a00_0003, 1_000 + second, VICTIM, 80, second * 1_000L);
    }
    assertTrue(crowd.state().flows().size() < 100, "flows " + crowd.state().flows().size());
    assertEquals(1, crowd.state().figures().clockSteps());
    everyPacketIsInARecord(crowd);
  }

  private static void everyPacketIsInARecord(Crowd crowd) {
    crowd.state().finish();
    assertEquals(crowd.sentPackets(), crowd.recordedPackets(), "packets");
    assertEquals(crowd.sentBytes(), crowd.recordedBytes(), "bytes");
    assertEquals(crowd.sentPackets(), crowd.state().totals().packets(), "packets of the interface");
  }
}
