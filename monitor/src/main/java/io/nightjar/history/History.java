package io.nightjar.history;

import io.nightjar.alert.Alert;
import io.nightjar.flow.FlowRecord;
import io.nightjar.flow.FlowSink;
import io.nightjar.lifecycle.Component;
import io.nightjar.live.SeriesPoint;
import io.nightjar.live.SeriesSink;
import io.nightjar.net.Asker;
import io.nightjar.schema.Retention;
import io.nightjar.spool.Spool;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
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
   * @param backups the only folder the private store writes backups to
   * @param storeUrl of a ClickHouse server to use instead of a private one; empty for none
   * @param storeMain the class, and first arguments, that run the store process
   * @param spoolBytes most that rows may take in the folder {@code spool} while the store is away
   * @param retention how long it is kept
   */
  public record Config(
      Path data,
      Path backups,
      String storeUrl,
      List<String> storeMain,
      long spoolBytes,
      Retention retention) {
    /** Where nobody says otherwise. */
    public static final long SPOOL_BYTES = 1L << 30;

    /** What runs the private store, where nobody says otherwise. */
    public static final List<String> STORE_MAIN = List.of("io.nightjar.store.StoreServer");

    /** A private store in this directory. */
    public static Config in(Path data) {
      return new Config(
          data, data.resolve("backups"), "", STORE_MAIN, SPOOL_BYTES, Retention.USUAL);
    }
  }

  /**
   * How writing goes.
   *
   * @param state starting, ready or down
   * @param problem why it is not ready, fit to be shown; empty when it is
   * @param inTrouble whether something keeps it from being ready, beside that it takes its time
   * @param lastWritten when a batch last reached the store; null before the first
   * @param refused records not taken: the queue was full
   * @param rejected records taken and lost: the store refused them
   * @param retries batches sent once more
   * @param pointsRefused points of time series not taken: their queue was full
   * @param pointsRejected points taken and lost: the store refused them
   * @param waiting why rows wait, fit to be shown; empty when they do not
   * @param spool what waits on disk
   * @param losses what broke on the private store's disk, a sentence each
   */
  public record Status(
      String state,
      String problem,
      boolean inTrouble,
      @Nullable Instant lastWritten,
      int queueLength,
      int queueCapacity,
      long written,
      long refused,
      long rejected,
      long retries,
      long pointsRefused,
      long pointsRejected,
      String waiting,
      Spool.Status spool,
      List<String> losses) {}

  /** The store runs a few readers at once: one token must not have all places. */
  private static final int QUERIES_OF_ONE_TOKEN = 3;

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

  private final Path data;
  private final Store store;
  private final Delivery delivery;
  private final Outbox outbox;
  private final BatchWriter<FlowRecord> flows;
  private final BatchWriter<SeriesPoint> points;
  private final BatchWriter<ProbeResult> probeResults;
  private final BatchWriter<AssetRow> assets;
  private final BatchWriter<Alert> alerts;
  private final CaptureJournal captures;
  private final SqlGuard guard;
  private final Janitor janitor;
  private final Turns turns = new Turns(QUERIES_OF_ONE_TOKEN);
  private volatile Runnable beforeFlush = () -> {};
  private @Nullable MonitorLock lock;

  /** Built, not started. */
  public History(Config config, Telemetry telemetry) {
    this(config, BatchWriter.Config.within(Runtime.getRuntime().maxMemory()), telemetry);
  }

  History(Config config, BatchWriter.Config batches, Telemetry telemetry) {
    Endpoint remote = config.storeUrl().isEmpty() ? null : Endpoint.parse(config.storeUrl());
    this.store =
        remote == null
            ? new StoreSupervisor(config.data(), config.backups(), config.storeMain())
            : new RemoteStore(remote);
    this.data = config.data();
    this.delivery =
        new Delivery(
            store,
            List.of(
                RowFormat.FLOWS,
                RowFormat.POINTS,
                RowFormat.PROBE_RESULTS,
                RowFormat.ASSETS,
                RowFormat.ALERTS),
            telemetry);
    this.outbox =
        new Outbox(delivery, new Spool(data.resolve("spool"), config.spoolBytes()), telemetry);
    this.flows = new BatchWriter<>(RowFormat.FLOWS, batches, outbox, telemetry);
    this.points =
        new BatchWriter<>(RowFormat.POINTS, BatchWriter.Config.ofPoints(), outbox, telemetry);
    this.probeResults =
        new BatchWriter<>(
            RowFormat.PROBE_RESULTS, BatchWriter.Config.ofProbeResults(), outbox, telemetry);
    this.assets =
        new BatchWriter<>(RowFormat.ASSETS, BatchWriter.Config.ofAssets(), outbox, telemetry);
    this.alerts =
        new BatchWriter<>(RowFormat.ALERTS, BatchWriter.Config.ofAlerts(), outbox, telemetry);
    this.captures = new CaptureJournal(store, outbox);
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
    lock = MonitorLock.take(data);
    Replacement.finish(data);
    store.start();
    outbox.start();
    flows.start();
    points.start();
    probeResults.start();
    assets.start();
    alerts.start();
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
    return flows.offer(record);
  }

  /**
   * As {@link #offer}, but waits for room: for readers of files, which can wait.
   *
   * @param meanwhile run now and then while there is none
   * @return false once closing
   */
  public boolean put(FlowRecord record, Runnable meanwhile) throws InterruptedException {
    return flows.put(record, meanwhile);
  }

  boolean put(FlowRecord record) throws InterruptedException {
    return flows.put(record, () -> {});
  }

  @Override
  public boolean offer(SeriesPoint point) {
    return points.offer(point);
  }

  /** As {@link #offer(SeriesPoint)}, but waits for room, as {@link #put(FlowRecord, Runnable)}. */
  public boolean put(SeriesPoint point, Runnable meanwhile) throws InterruptedException {
    return points.put(point, meanwhile);
  }

  /** Takes what a probe found, if there is room. */
  public boolean offer(ProbeResult result) {
    return probeResults.offer(result);
  }

  /** Takes what is known of a device now; waits for room. False once closing. */
  public boolean put(AssetRow row) throws InterruptedException {
    return assets.put(row, () -> {});
  }

  /** Takes an alert as it is now, if there is room. */
  public boolean offer(Alert alert) {
    return alerts.offer(alert);
  }

  /** Has this hand over the rows it still holds back whenever all given so far is awaited. */
  public void beforeFlush(Runnable handing) {
    beforeFlush = handing;
  }

  /** Waits until all rows given so far are in the store; whether they are. */
  public boolean flush(Duration longest) throws InterruptedException {
    beforeFlush.run();
    long deadline = System.nanoTime() + longest.toNanos();
    return flows.flush(longest)
        && points.flush(until(deadline))
        && probeResults.flush(until(deadline))
        && assets.flush(until(deadline))
        && alerts.flush(until(deadline));
  }

  private static Duration until(long deadline) {
    return Duration.ofNanos(deadline - System.nanoTime());
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
    return ask(sql, Map.of(), limits);
  }

  /**
   * As {@link #ask(String, Limits)}.
   *
   * @param parameters values of {@code {name:Type}} in it; it may hold none where there are none
   */
  public Rows ask(String sql, Map<String, Object> parameters, Limits limits) {
    try (Turns.Turn _ = turns.take(Asker.current().token())) {
      return store.client().select(guard.admit(sql, parameters), parameters, limits);
    } catch (HistoryException e) {
      throw SqlAdvice.on(sql, e);
    }
  }

  /**
   * Begins to answer a driver's statement, if it only reads history.
   *
   * @throws HistoryException when it is refused or there is no answer
   */
  public DriverAnswer open(DriverQuestion question) {
    Turns.Turn turn = turns.take(Asker.current().token());
    boolean open = false;
    try {
      SqlText text = guard.admit(question);
      String format = text.format().isEmpty() ? question.format() : text.format();
      Limits limits = question.limits();
      DriverAnswer answer =
          store
              .client()
              .open(
                  text.statement(),
                  DriverQuestion.format(format),
                  question.settings(limits),
                  question.parameters(),
                  limits.time(),
                  turn);
      open = true;
      return answer;
    } catch (HistoryException e) {
      throw SqlAdvice.on(question.sql(), e);
    } finally {
      if (!open) {
        turn.close();
      }
    }
  }

  /** The syntax tree, parameters put in their places, as the engine prints it. */
  private List<String> tree(String sql, Map<String, String> parameters) {
    return store.client().tree(sql, parameters);
  }

  /** Which capture files were read. */
  public CaptureJournal captures() {
    return captures;
  }

  /** How writing goes. */
  public Status status() {
    Delivery.Counters flowCounters = delivery.of(RowFormat.FLOWS.table());
    return new Status(
        store.state().name().toLowerCase(java.util.Locale.ROOT),
        store.problem(),
        store.isInTrouble(),
        delivery.lastWritten(),
        flows.queueLength(),
        flows.queueCapacity(),
        flowCounters.written().value(),
        flows.refused(),
        flowCounters.rejected().value(),
        flowCounters.retries().value(),
        points.refused(),
        delivery.of(RowFormat.POINTS.table()).rejected().value(),
        outbox.problem(),
        outbox.spooled(),
        store.losses());
  }

  /**
   * What each table holds, by the parts on the disk.
   *
   * @throws HistoryException when the store cannot be asked now
   */
  public Map<String, Extent> extents() {
    return Extent.of(store.client());
  }

  /**
   * Refuses to back up what is not ours.
   *
   * @throws HistoryException when history is on a server
   */
  public void refuseForeignStore() {
    if (store instanceof RemoteStore) {
      throw HistoryException.refused(
          "history is on a ClickHouse server: back it up with that server's own BACKUP DATABASE");
    }
  }

  /**
   * Writes all that is in the private store, as of one moment, to a folder; rows go on being
   * written.
   *
   * @param folder below the folder of backups, not there yet
   * @param includingWithin how long to wait for rows given so far, so that they are in it too
   * @return what each table held at that moment
   * @throws HistoryException when the store is not ours, is away, or cannot write the folder
   */
  public Map<String, Extent> backUp(Path folder, Duration includingWithin)
      throws InterruptedException {
    refuseForeignStore();
    boolean _ = flush(includingWithin);
    try (Cut cut = Cut.of(store.client())) {
      cut.backUp(folder);
      return cut.extents();
    }
  }

  /**
   * When the newest row was written that retention removed, for each table it removed some from:
   * whoever asks.
   *
   * @throws HistoryException when the store cannot be asked now
   */
  public Map<String, Instant> removedUntil() {
    Map<String, Instant> until = new HashMap<>();
    HistoryClient client = store.client();
    for (List<@Nullable Object> row :
        client
            .inspect(
                "SELECT table, toUnixTimestamp(max(until)) FROM %s GROUP BY table"
                    .formatted(client.ddl().qualified("removals")))
            .values()) {
      if (row.getLast() instanceof Number second) {
        until.put(String.valueOf(row.getFirst()), Instant.ofEpochSecond(second.longValue()));
      }
    }
    return until;
  }

  /** What retention did. */
  public Kept kept() {
    return new Kept(
        janitor.bytes(), janitor.isOver(), janitor.partitionsRemoved(), janitor.rowsRemoved());
  }

  /** Writes what is queued, or leaves it on disk for the next start, and ends the private store. */
  @Override
  public void close() {
    janitor.close();
    flows.close();
    points.close();
    probeResults.close();
    assets.close();
    alerts.close();
    outbox.close();
    store.close();
    if (lock != null) {
      lock.close();
    }
  }

  Store store() {
    return store;
  }
}
