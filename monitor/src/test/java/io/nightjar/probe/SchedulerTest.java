package io.nightjar.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SchedulerTest {
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofSeconds(10);

  private final Telemetry telemetry = new Telemetry();
  private Scheduler scheduler = new Scheduler(64, telemetry);

  @BeforeEach
  void start() {
    scheduler.start();
  }

  @AfterEach
  void close() {
    scheduler.close();
  }

  private double counted(String name) {
    return telemetry.series().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value()
        .getAsDouble();
  }

  @Test
  void aSlowTaskNeverRunsTwiceAtOnceAndWhatItMissesIsCounted() throws Exception {
    AtomicInteger on = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch runs = new CountDownLatch(5);
    scheduler.add(
        () -> {
          most.accumulateAndGet(on.incrementAndGet(), Math::max);
          Thread.sleep(Duration.ofMillis(100));
          on.decrementAndGet();
          runs.countDown();
        },
        OFTEN,
        Duration.ZERO,
        LONG);
    runs.await();
    assertEquals(1, most.get());
    assertTrue(counted("nightjar_probe_runs_skipped_total") >= 8);
  }

  @Test
  void aTaskThatHangsIsBrokenOffAndRunsAgain() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(3);
    scheduler.add(
        () -> {
          try {
            Thread.sleep(LONG);
          } finally {
            interrupted.countDown();
          }
        },
        OFTEN,
        Duration.ZERO,
        Duration.ofMillis(30));
    interrupted.await();
    assertTrue(counted("nightjar_probe_runs_timed_out_total") >= 2);
  }

  @Test
  void aTaskThatBreaksDoesNotEndTheOthersNorItself() throws Exception {
    CountDownLatch runs = new CountDownLatch(4);
    scheduler.add(
        () -> {
          runs.countDown();
          throw new IllegalStateException("meant to break");
        },
        OFTEN,
        Duration.ZERO,
        LONG);
    CountDownLatch others = new CountDownLatch(4);
    scheduler.add(others::countDown, OFTEN, Duration.ZERO, LONG);
    runs.await();
    others.await();
  }

  @Test
  void fiveThousandTasksRunWithNoMoreAtOnceThanThereArePlaces() throws Exception {
    AtomicInteger on = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Set<Integer> ran = ConcurrentHashMap.newKeySet();
    CountDownLatch all = new CountDownLatch(5_000);
    for (int i = 0; i < 5_000; i++) {
      int task = i;
      scheduler.add(
          () -> {
            most.accumulateAndGet(on.incrementAndGet(), Math::max);
            Thread.sleep(1);
            on.decrementAndGet();
            if (ran.add(task)) {
              all.countDown();
            }
          },
          Duration.ofMinutes(1),
          Duration.ZERO,
          LONG);
    }
    all.await();
    assertTrue(most.get() <= 64, () -> most + " at once");
  }

  @Test
  void whatIsRemovedRunsNoMoreAndIsBrokenOff() throws Exception {
    CountDownLatch on = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    Scheduler.Slot slot =
        scheduler.add(
            () -> {
              runs.incrementAndGet();
              on.countDown();
              try {
                Thread.sleep(LONG);
              } finally {
                ended.countDown();
              }
            },
            OFTEN,
            Duration.ZERO,
            LONG);
    on.await();
    scheduler.remove(slot);
    ended.await();
    TimeUnit.MILLISECONDS.sleep(100);
    assertEquals(1, runs.get());
    assertEquals(0, counted("nightjar_probe_runs_running"));
  }
}
