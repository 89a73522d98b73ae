package io.nightjar.alerts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.alert.Alert;
import io.nightjar.telemetry.Telemetry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Findings far faster than anything that keeps alerts can take them. */
class AlertStormTest {
  private static final int FINDINGS = 500_000;
  private static final int THREADS = 2;

  @Test
  void everyFindingIsInAnAlertOrCountedAsRefusedAndMemoryIsBounded() throws InterruptedException {
    AtomicLong rows = new AtomicLong();
    Map<Long, Alert> latest = new ConcurrentHashMap<>();
    AlertBook book =
        new AlertBook(
            new AlertBook.Parts(
                "probe",
                alert -> {
                  rows.incrementAndGet();
                  latest.put(alert.id(), alert);
                  return true;
                },
                List::of),
            InstantSource.system(),
            new Telemetry());
    book.start();
    Thread[] workers = new Thread[THREADS];
    for (int worker = 0; worker < THREADS; worker++) {
      int offset = worker * FINDINGS;
      workers[worker] =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < FINDINGS; i++) {
                      book.happened(
                          Found.flow(
                              offset + i, i & 0xff, offset + i, InstantSource.system().instant()));
                    }
                  });
    }
    for (Thread worker : workers) {
      worker.join();
    }
    book.settle();
    assertTrue(book.live().size() <= 1_100, book.live().size() + " alerts in memory");
    book.close();
    long counted = latest.values().stream().mapToLong(Alert::count).sum();
    assertEquals((long) FINDINGS * THREADS, counted + book.refused());
    assertTrue(counted > 0);
    assertTrue(rows.get() < 10_000, rows + " rows");
  }
}
