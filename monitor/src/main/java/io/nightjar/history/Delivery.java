package io.nightjar.history;

import io.nightjar.spool.EncodedBatch;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings a batch to the store: tries again while the store is away, under one deduplication token,
 * so that a batch whose answer was lost is not written twice. One thread delivers; others look.
 */
final class Delivery {
  private static final System.Logger LOG = System.getLogger(Delivery.class.getName());
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  /** How often a batch is tried that the store, awake, refuses without saying it is for good. */
  private static final int MOST_TRIES = 20;

  private static final long SLOW_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** What became of the rows of a table. */
  record Counters(Counter written, Counter rejected, Counter retries) {}

  private final Store store;
  private final Map<String, Counters> counters = new TreeMap<>();
  private final CountDownLatch givingUp = new CountDownLatch(1);
  private volatile @Nullable Instant lastWritten;
  private volatile String problem = "";
  private volatile long begunNanos;
  private volatile boolean inserting;

  Delivery(Store store, List<RowFormat<?>> formats, Telemetry telemetry) {
    this.store = store;
    for (RowFormat<?> format : formats) {
      String rows = "nightjar_" + format.metric();
      counters.put(
          format.table(),
          new Counters(
              telemetry.counter(rows + "_written_total", format.words() + " the store has"),
              telemetry.counter(
                  rows + "_rejected_total", format.words() + " lost: the store refused them"),
              telemetry.counter(
                  "nightjar_" + format.kind() + "_batch_retries_total", "Batches sent once more")));
    }
  }

  /** Returns when the store has the rows or refused them for good; false when giving up. */
  boolean deliver(EncodedBatch batch) {
    Counters of = counters.get(batch.table());
    if (of == null) {
      LOG.log(System.Logger.Level.ERROR, batch.rows() + " rows of " + batch.table() + " lost");
      return true;
    }
    long pauseMillis = FIRST_PAUSE_MILLIS;
    int tries = 0;
    while (true) {
      try {
        insert(batch);
        of.written().add(batch.rows());
        return true;
      } catch (HistoryException e) {
        InsertFailure failure = InsertFailure.of(e);
        note(e);
        tries += failure == InsertFailure.WAIT ? 0 : 1;
        if (failure == InsertFailure.FINAL || tries == MOST_TRIES) {
          reject(batch, of, e.getMessage());
          return true;
        }
        if (pause(pauseMillis)) {
          return false;
        }
        if (failure == InsertFailure.MAKE_TABLES) {
          createTables();
        }
      }
      of.retries().increment();
      pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  private void insert(EncodedBatch batch) {
    begunNanos = System.nanoTime();
    inserting = true;
    try {
      store.client().insert(batch);
      lastWritten = Instant.now();
      problem = "";
    } finally {
      inserting = false;
    }
  }

  private void note(HistoryException e) {
    String words =
        InsertFailure.isDiskFull(e) ? "the store's disk is full" : String.valueOf(e.getMessage());
    if (!words.equals(problem)) {
      LOG.log(System.Logger.Level.WARNING, "rows wait for the store: " + words);
    }
    problem = words;
  }

  /** Counts and names rows that will never be in the store. */
  private void reject(EncodedBatch batch, Counters of, String why) {
    of.rejected().add(batch.rows());
    problem = "";
    LOG.log(
        System.Logger.Level.ERROR,
        "%d rows of %s lost, batch %s: %s"
            .formatted(batch.rows(), batch.table(), batch.token(), why));
  }

  void reject(EncodedBatch batch, String why) {
    Counters of = counters.get(batch.table());
    if (of != null) {
      reject(batch, of, why);
    }
  }

  private void createTables() {
    try {
      store.client().createTables();
    } catch (HistoryException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot make the tables: " + e.getMessage());
    }
  }

  /** Waits; true when there is no time to wait any more. */
  private boolean pause(long millis) {
    try {
      return givingUp.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Makes waiting for a store that is away end. */
  void giveUp() {
    givingUp.countDown();
  }

  /** Whether rows reach the store now, as far as is known. */
  boolean isMoving() {
    return store.state() == Store.State.READY
        && problem.isEmpty()
        && !(inserting && System.nanoTime() - begunNanos > SLOW_NANOS);
  }

  /** Why the last attempt failed, fit to be shown; empty when it did not. */
  String problem() {
    return problem;
  }

  /** What became of the rows of this table. */
  Counters of(String table) {
    return java.util.Objects.requireNonNull(counters.get(table), table);
  }

  /** When a batch last reached the store; null before the first. */
  @Nullable Instant lastWritten() {
    return lastWritten;
  }
}
