package io.nightjar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.http.SenderLimits.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SenderLimitsTest {
  private static final long SECOND = 1_000_000_000L;

  /** Clocks of this kind may be negative and overflow. */
  private long now = Long.MAX_VALUE - SECOND;

  private SenderLimits limits(int perSecond, int burst, int atOnce) {
    return new SenderLimits(100, perSecond, burst, atOnce, () -> now);
  }

  private static int admitted(SenderLimits limits, long key, int tries) {
    int admitted = 0;
    for (int i = 0; i < tries; i++) {
      try (Place place = limits.enter(key)) {
        admitted += place.isRefused() ? 0 : 1;
      }
    }
    return admitted;
  }

  @Test
  void aBurstIsLetInAndThenNoMoreThanTheRate() {
    SenderLimits limits = limits(10, 50, 5);
    assertEquals(50, admitted(limits, 1, 80));
    for (int second = 0; second < 20; second++) {
      now += SECOND;
      assertEquals(10, admitted(limits, 1, 30), "second " + second);
    }
    now += 3 * SECOND;
    assertEquals(30, admitted(limits, 1, 80));
    now += 60 * SECOND;
    assertEquals(50, admitted(limits, 1, 80), "a long silence gives no more than the burst");
  }

  @Test
  void oneSenderDoesNotUseUpAnothersRate() {
    SenderLimits limits = limits(10, 50, 5);
    assertEquals(50, admitted(limits, 1, 80));
    assertEquals(50, admitted(limits, 2, 80));
  }

  @Test
  void whoComesAgainAsLateAsToldIsLetIn() {
    SenderLimits limits = limits(2, 1, 5);
    assertEquals(1, admitted(limits, 1, 3));
    Duration wait = limits.enter(1).refused();
    assertEquals(Duration.ofMillis(500), wait);
    now += wait.toNanos();
    assertFalse(limits.enter(1).isRefused());
  }

  @Test
  void soManyAtOnceAndAPlaceIsGivenBack() {
    SenderLimits limits = limits(1_000, 1_000, 3);
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      places.add(limits.enter(1));
      assertFalse(places.getLast().isRefused());
    }
    assertTrue(limits.enter(1).isRefused());
    assertFalse(limits.enter(2).isRefused());
    places.getFirst().close();
    assertFalse(limits.enter(1).isRefused());
  }

  @Test
  void aFloodOfAddressesIsForgottenInOrderAndTakesNoMoreMemory() {
    SenderLimits limits = limits(10, 10, 5);
    assertEquals(10, admitted(limits, -1, 20));
    for (int address = 0; address < 5_000; address++) {
      assertFalse(limits.enter(address).isRefused());
      assertEquals(0, admitted(limits, -1, 1), "who goes on sending is remembered");
      assertTrue(limits.known() <= 100);
    }
  }

  @Test
  void requestsThatComeInOneAreTakenTogetherAndWaitedFor() {
    SenderLimits limits = limits(10, 50, 5);
    assertEquals(Duration.ZERO, limits.take(1, 80), "from a full burst even more than it");
    assertEquals(0, admitted(limits, 1, 5));
    assertTrue(limits.take(1, 1).compareTo(Duration.ofSeconds(3)) > 0);
    now += 3 * SECOND;
    assertEquals(0, admitted(limits, 1, 5));
    now += 2 * SECOND;
    assertEquals(20, admitted(limits, 1, 40));
    assertEquals(50, admitted(limits, 2, 80), "another's are untouched");
  }
}
