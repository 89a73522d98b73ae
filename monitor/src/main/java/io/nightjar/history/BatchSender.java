package io.nightjar.history;

import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings a batch to the store: tries again while the store is away, under one deduplication token,
 * so that a batch whose answer was lost is not written twice. Used by one thread.
 */
final class BatchSender {
  private static final System.Logger LOG = System.getLogger(BatchSender.class.getName());
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  /** How often a batch is tried that the store, awake, refuses. */
  private static final int MOST_REFUSALS = 8;

  /** ClickHouse's codes for a table or database that is missing: it is made again. */
  private static final Set<Integer> MISSING = Set.of(60, 81);

  private final Store store;
  private final String table;
  private final List<String> columns;
  private final Counter written;
  private final Counter rejected;
  private final Counter retries;
  private final CountDownLatch givingUp = new CountDownLatch(1);
  private volatile @Nullable Instant lastWritten;

  /** A sender of rows of {@code flows}. */
  static BatchSender ofFlows(Store store, Telemetry telemetry) {
    return new BatchSender(
        store,
        Tables.FLOWS.name(),
        FlowColumns.ALL.stream().map(FlowColumn::name).toList(),
        "flow_records",
        "Flow records",
        telemetry);
  }

  /** A sender of rows of {@code timeseries}. */
  static BatchSender ofPoints(Store store, Telemetry telemetry) {
    return new BatchSender(
        store,
        Tables.TIMESERIES.name(),
        SeriesColumns.ALL.stream().map(SeriesColumns.SeriesColumn::name).toList(),
        "series_points",
        "Points of time series",
        telemetry);
  }

  private BatchSender(
      Store store,
      String table,
      List<String> columns,
      String metric,
      String words,
      Telemetry telemetry) {
    this.store = store;
    this.table = table;
    this.columns = columns;
    String rows = "nightjar_" + metric;
    String batches = rows.substring(0, rows.lastIndexOf('_')) + "_batch";
    this.written = telemetry.counter(rows + "_written_total", words + " the store has");
    this.rejected =
        telemetry.counter(rows + "_rejected_total", words + " lost: the store refused them");
    this.retries = telemetry.counter(batches + "_retries_total", "Batches sent once more");
  }

  /** Returns when the store has the rows, has refused them for good, or all is given up. */
  void send(ColumnBuffer rows, int count) {
    String token = UUID.randomUUID().toString();
    long pauseMillis = FIRST_PAUSE_MILLIS;
    int refusals = 0;
    while (true) {
      try {
        store.client().insert(table, columns, rows, token);
        written.add(count);
        lastWritten = Instant.now();
        return;
      } catch (HistoryException e) {
        boolean awake = e.kind() != HistoryException.Kind.UNAVAILABLE;
        refusals += awake ? 1 : 0;
        if (isFinal(e) || refusals == MOST_REFUSALS || pause(pauseMillis)) {
          rejected.add(count);
          LOG.log(
              System.Logger.Level.ERROR, count + " rows of " + table + " lost: " + e.getMessage());
          return;
        }
        if (MISSING.contains(e.code())) {
          createTables();
        }
      }
      retries.increment();
      pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
    }
  }

  private void createTables() {
    try {
      store.client().createTables();
    } catch (HistoryException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot make the tables: " + e.getMessage());
    }
  }

  private static boolean isFinal(HistoryException e) {
    return e.kind() == HistoryException.Kind.STATEMENT && !MISSING.contains(e.code());
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

  long written() {
    return written.value();
  }

  long rejected() {
    return rejected.value();
  }

  long retries() {
    return retries.value();
  }

  @Nullable Instant lastWritten() {
    return lastWritten;
  }
}
