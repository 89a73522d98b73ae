package io.nightjar.history;

import io.nightjar.flow.FlowRecord;
import io.nightjar.flow.FlowSink;
import io.nightjar.lifecycle.Component;
import io.nightjar.live.SeriesPoint;
import io.nightjar.live.SeriesSink;
import io.nightjar.schema.Retention;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Flows kept. Starting it does not wait for the store: records queue meanwhile, and questions are
 * refused as unavailable. Safe from several threads.
 */
public final class History implements Component, FlowSink, SeriesSink {
  /**
   * Where history is kept.
   *
   * @param data the monitor's data directory; the private store is in its folder {@code store}
   * @param storeUrl of a ClickHouse server to use instead of a private one; empty for none
   * @param storeMain the class, and first arguments, that run the store process
   * @param retention how long it is kept
   */
  public record Config(Path data, String storeUrl, List<String> storeMain, Retention retention) {
    /** A private store in this directory. */
    public static Config in(Path data) {
      return new Config(data, "", List.of("io.nightjar.store.StoreServer"), Retention.USUAL);
    }
  }

  /**
   * How writing goes.
   *
   * @param state starting, ready or down
   * @param problem why it is not ready, fit to be shown; empty when it is
   * @param lastWritten when a batch last reached the store; null before the first
   * @param refused records not taken: the queue was full
   * @param rejected records taken and lost: the store refused them
   * @param retries batches sent once more
   * @param pointsRefused points of time series not taken: their queue was full
   * @param pointsRejected points taken and lost: the store refused them
   */
  public record Status(
      String state,
      String problem,
      @Nullable Instant lastWritten,
      int queueLength,
      int queueCapacity,
      long written,
      long refused,
      long rejected,
      long retries,
      long pointsRefused,
      long pointsRejected) {}

  /**
   * What retention did.
   *
   * @param bytes what history takes on the disk, as last looked at
   * @param over whether that is more than it may, though all that may go is gone
   * @param partitions removed since the start
   * @param rows in them
   */
  public record Kept(long bytes, boolean over, long partitions, long rows) {}

  private static final Duration POLL = Duration.ofMillis(20);

  private final Store store;
  private final BatchSender sender;
  private final FlowWriter writer;
  private final SeriesWriter series;
  private final CaptureJournal captures;
  private final SqlGuard guard;
  private final Janitor janitor;

  /** Built, not started. */
  public History(Config config, Telemetry telemetry) {
    this(config, FlowWriter.Config.within(Runtime.getRuntime().maxMemory()), telemetry);
  }

  History(Config config, FlowWriter.Config batches, Telemetry telemetry) {
    Endpoint remote = config.storeUrl().isEmpty() ? null : Endpoint.parse(config.storeUrl());
    this.store =
        remote == null
            ? new StoreSupervisor(config.data(), config.storeMain())
            : new RemoteStore(remote);
    this.sender = BatchSender.ofFlows(store, telemetry);
    this.writer = new FlowWriter(batches, sender, telemetry);
    this.series = new SeriesWriter(BatchSender.ofPoints(store, telemetry), telemetry);
    this.captures = new CaptureJournal(store);
    this.janitor = new Janitor(store, config.retention(), InstantSource.system(), telemetry);
    this.guard = new SqlGuard(remote == null ? Endpoint.DATABASE : remote.database(), this::tree);
  }

  /**
   * Starts in the background.
   *
   * @throws IllegalStateException when another monitor has the data directory
   */
  @Override
  public void start() {
    store.start();
    writer.start();
    series.start();
    janitor.start();
  }

  /** Waits until the store answers; whether it does. */
  public boolean awaitReady(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (store.state() != Store.State.READY) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      Thread.sleep(POLL);
    }
    return true;
  }

  @Override
  public boolean offer(FlowRecord record) {
    return writer.offer(record);
  }

  /**
   * As {@link #offer}, but waits for room: for readers of files, which can wait.
   *
   * @param meanwhile run now and then while there is none
   * @return false once closing
   */
  public boolean put(FlowRecord record, Runnable meanwhile) throws InterruptedException {
    return writer.put(record, meanwhile);
  }

  boolean put(FlowRecord record) throws InterruptedException {
    return writer.put(record, () -> {});
  }

  @Override
  public boolean offer(SeriesPoint point) {
    return series.offer(point);
  }

  /** As {@link #offer(SeriesPoint)}, but waits for room, as {@link #put(FlowRecord, Runnable)}. */
  public boolean put(SeriesPoint point, Runnable meanwhile) throws InterruptedException {
    return series.put(point, meanwhile);
  }

  /** Waits until all records and points given so far are in the store; whether they are. */
  public boolean flush(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    return writer.flush(longest) && series.flush(Duration.ofNanos(deadline - System.nanoTime()));
  }

  /**
   * Runs a SELECT of ours.
   *
   * @param parameters values of {@code {name:Type}} in it
   * @throws HistoryException when there is no answer
   */
  public Rows select(String sql, Map<String, Object> parameters, Limits limits) {
    return store.client().select(sql, parameters, limits);
  }

  /**
   * Runs a stranger's SELECT, if it only reads history.
   *
   * @throws HistoryException when it is refused or there is no answer
   */
  public Rows ask(String sql, Limits limits) {
    return store.client().select(guard.admit(sql), Map.of(), limits);
  }

  private List<String> tree(String sql) {
    return store.client().select("EXPLAIN AST " + sql, Map.of(), SqlGuard.LIMITS).values().stream()
        .map(row -> String.valueOf(row.getFirst()))
        .toList();
  }

  /** Which capture files were read. */
  public CaptureJournal captures() {
    return captures;
  }

  /** How writing goes. */
  public Status status() {
    return new Status(
        store.state().name().toLowerCase(java.util.Locale.ROOT),
        store.problem(),
        sender.lastWritten(),
        writer.queueLength(),
        writer.queueCapacity(),
        sender.written(),
        writer.refused(),
        sender.rejected(),
        sender.retries(),
        series.refused(),
        series.rejected());
  }

  /**
   * What each table holds, by the parts on the disk.
   *
   * @throws HistoryException when the store cannot be asked now
   */
  public Map<String, Extent> extents() {
    return Extent.of(store.client());
  }

  /** What retention did. */
  public Kept kept() {
    return new Kept(
        janitor.bytes(), janitor.isOver(), janitor.partitionsRemoved(), janitor.rowsRemoved());
  }

  /** Writes what is queued and ends the private store. */
  @Override
  public void close() {
    janitor.close();
    writer.close();
    series.close();
    store.close();
  }

  Store store() {
    return store;
  }
}
