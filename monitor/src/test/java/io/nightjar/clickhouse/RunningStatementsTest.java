package io.nightjar.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.history.HistoryException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who may cancel what. */
class RunningStatementsTest {
  private static final int CANCELLED = 394;

  private final RunningStatements running = new RunningStatements();
  private final CountDownLatch begun = new CountDownLatch(1);
  private boolean interruptedLater;

  private void ask() {
    begun.countDown();
    try {
      Thread.sleep(TimeUnit.MINUTES.toMillis(1));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw HistoryException.notServed("interrupted");
    }
  }

  private int run() {
    HistoryException e =
        assertThrows(
            HistoryException.class,
            () ->
                running.run(
                    1,
                    "q",
                    () -> {
                      ask();
                      return "";
                    }));
    interruptedLater = Thread.currentThread().isInterrupted();
    return e.code();
  }

  @Test
  void onlyTheTokenThatSentAStatementCancelsIt() throws Exception {
    CompletableFuture<Integer> code = CompletableFuture.supplyAsync(this::run);
    assertTrue(begun.await(10, TimeUnit.SECONDS));
    assertFalse(running.cancel(2, "q"));
    assertFalse(running.cancel(1, "other"));
    assertTrue(running.cancel(1, "q"));
    assertEquals(CANCELLED, code.get(10, TimeUnit.SECONDS));
    assertFalse(interruptedLater, "the answer could not be written");
    assertFalse(running.cancel(1, "q"), "it is over");
  }
}
