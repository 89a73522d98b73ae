package io.nightjar.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_700_000_000L * SECOND;

  /** Ten packets of 100 bytes each second: 8,000 bit/s. */
  private static Traffic steady(int seconds) {
    Traffic traffic = new Traffic(START);
    for (int i = 0; i < seconds * 10; i++) {
      traffic.sent(100, START + i * SECOND / 10);
    }
    return traffic;
  }

  @Test
  void aSteadyRateIsTheSameInEveryWindowFromTheFirstSecondOn() {
    for (int seconds : new int[] {1, 5, 60, 1000}) {
      Throughput rate = steady(seconds).throughput(START + seconds * SECOND);
      assertEquals(8_000, rate.bits().second(), 1, seconds + " s");
      assertEquals(8_000, rate.bits().minute(), 1, seconds + " s");
      assertEquals(8_000, rate.bits().quarterHour(), 1, seconds + " s");
      assertEquals(10, rate.packets().minute(), 0.01, seconds + " s");
    }
  }

  @Test
  void silenceEndsTheSecondAtOnceAndTheOthersByAndBy() {
    Traffic traffic = steady(1000);
    long end = START + 1000 * SECOND;
    Throughput after = traffic.throughput(end + 60 * SECOND);
    assertEquals(0, after.bits().second());
    assertEquals(8_000 / Math.E, after.bits().minute(), 30);
    assertTrue(after.bits().quarterHour() > 6_000, after.toString());
    assertEquals(0, traffic.throughput(end + 100_000 * SECOND).bits().minute(), 1e-6);
  }

  @Test
  void askingChangesNothing() {
    Traffic asked = steady(30);
    Throughput first = asked.throughput(START + 90 * SECOND);
    assertEquals(first, asked.throughput(START + 90 * SECOND));
    asked.sent(100, START + 91 * SECOND);
    Traffic silent = steady(30);
    silent.sent(100, START + 91 * SECOND);
    assertEquals(silent.throughput(START + 95 * SECOND), asked.throughput(START + 95 * SECOND));
  }

  @Test
  void everyByteIsSampledOnce() {
    Traffic traffic = new Traffic(START);
    long sampled = 0;
    for (int i = 0; i < 100; i++) {
      traffic.sent(i, START + i);
      traffic.received(2 * i, START + i);
      sampled += i % 7 == 0 ? traffic.takeUnsampled().bytes() : 0;
    }
    assertTrue(traffic.hasUnsampled());
    assertEquals(traffic.bytes(), sampled + traffic.takeUnsampled().bytes());
    assertEquals(Amount.NONE, traffic.takeUnsampled());
  }

  @Test
  void aYearWithoutTrafficOrATimeBeforeTheFirstPacketDoesNoHarm() {
    Traffic traffic = steady(2);
    traffic.sent(100, START + 365L * 86_400 * SECOND);
    assertEquals(0, traffic.throughput(START + 365L * 86_400 * SECOND).bits().second());
    assertTrue(Double.isFinite(traffic.throughput(0).bits().minute()));
  }
}
