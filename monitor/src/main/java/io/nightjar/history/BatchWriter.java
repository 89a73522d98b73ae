package io.nightjar.history;

import io.nightjar.lifecycle.Component;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gathers rows of one table into batches: a bounded queue between the packet workers and one
 * thread, which encodes each batch once and hands it to the outbox.
 */
final class BatchWriter<T> implements Component {
  /**
   * When a batch is full.
   *
   * @param queueLength rows waiting at most
   * @param batchRows rows that fill a batch
   * @param batchAge longest a row waits for its batch to fill, while the store answers
   */
  record Config(int queueLength, int batchRows, Duration batchAge) {
    private static final int RECORD_BYTES = 800;

    /** For flows: 32,768 waiting and 50,000 in a batch at most; each a fortieth of the heap. */
    static Config within(long heapBytes) {
      long records = heapBytes / 40 / RECORD_BYTES;
      return new Config(
          Math.clamp(records, 4_096, 32_768),
          Math.clamp(records, 4_096, 50_000),
          Duration.ofSeconds(2));
    }

    /** For assets. */
    static Config ofAssets() {
      return new Config(4_096, 4_096, Duration.ofSeconds(2));
    }

    /** For alerts: there are few, unless there are far too many. */
    static Config ofAlerts() {
      return new Config(8_192, 4_096, Duration.ofSeconds(2));
    }

    /** For points of time series. */
    static Config ofPoints() {
      return new Config(32_768, 20_000, Duration.ofSeconds(2));
    }

    /** For results of probes. */
    static Config ofProbeResults() {
      return new Config(8_192, 8_192, Duration.ofSeconds(2));
    }
  }

  private static final System.Logger LOG = System.getLogger(BatchWriter.class.getName());
  private static final int MOST_TAKEN = 4_096;
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_FLUSH = Duration.ofSeconds(3);
  private static final Duration LONGEST_END = Duration.ofSeconds(3);

  /** Batches are fewer and larger for a store that takes none. */
  private static final Duration AGE_WHEN_AWAY = Duration.ofSeconds(10);

  /** What goes through the queue: rows, and marks that say when all before them is handed over. */
  private sealed interface Entry<T> {}

  private record Row<T>(T row) implements Entry<T> {}

  /** Completed with the number of the last batch before it. */
  private record Mark<T>(CompletableFuture<Long> handed) implements Entry<T> {}

  private final Config config;
  private final BlockingQueue<Entry<T>> queue;
  private final RowBatch<T> batch;
  private final Outbox outbox;
  private final Counter refused;
  private final String words;
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean live;
  private long oldestNanos;
  private long lastHanded;

  BatchWriter(RowFormat<T> format, Config config, Outbox outbox, Telemetry telemetry) {
    this.config = config;
    this.queue = new ArrayBlockingQueue<>(config.queueLength());
    this.batch = new RowBatch<>(format);
    this.outbox = outbox;
    this.words = format.words().toLowerCase(Locale.ROOT);
    this.refused =
        telemetry.counter(
            "nightjar_" + format.metric() + "_refused_total",
            format.words() + " refused: the queue was full");
    telemetry.watch(
        "nightjar_" + format.kind() + "_queue_length",
        format.words() + " waiting to be written",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        queue::size);
    this.thread = Thread.ofPlatform().name(format.kind() + "-writer").unstarted(this::run);
  }

  @Override
  public void start() {
    thread.start();
  }

  /** Takes a row that cannot wait, if there is room. */
  boolean offer(T row) {
    if (!live) {
      live = true;
    }
    boolean taken = !closing && queue.offer(new Row<>(row));
    if (!taken) {
      refused.increment();
    }
    return taken;
  }

  /**
   * As {@link #offer}, but waits for room: for readers of files, which can wait.
   *
   * @param meanwhile run now and then while there is none
   * @return false once closing
   */
  boolean put(T row, Runnable meanwhile) throws InterruptedException {
    Entry<T> entry = new Row<>(row);
    while (!closing) {
      if (live && queue.size() >= config.queueLength() / 4) {
        meanwhile.run();
        Thread.sleep(PAUSE);
        continue; // the rest is for rows that cannot wait
      }
      if (queue.offer(entry, 100, TimeUnit.MILLISECONDS)) {
        return true;
      }
      meanwhile.run();
    }
    refused.increment();
    return false;
  }

  /** Waits until the store has all rows given so far, or refused them; whether that is so. */
  boolean flush(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    Mark<T> mark = new Mark<>(new CompletableFuture<>());
    try {
      return queue.offer(mark, longest.toNanos(), TimeUnit.NANOSECONDS)
          && outbox.awaitSettled(
              mark.handed().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS), deadline);
    } catch (ExecutionException | TimeoutException _) {
      return false;
    }
  }

  private void run() {
    List<Entry<T>> taken = new ArrayList<>(MOST_TAKEN);
    while (!closing || !queue.isEmpty()) {
      taken.clear();
      queue.drainTo(taken, MOST_TAKEN);
      if (taken.isEmpty() && !pause()) {
        break;
      }
      taken.forEach(this::take);
      handIfOld();
    }
    hand();
  }

  /** Sleeps rather than waits for the queue: a waiter costs its worker a system call a record. */
  private static boolean pause() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  private void take(Entry<T> entry) {
    switch (entry) {
      case Row<T>(T row) -> add(row);
      case Mark<T>(CompletableFuture<Long> handed) -> {
        hand();
        handed.complete(lastHanded);
      }
    }
  }

  private void add(T row) {
    if (batch.rows() == 0) {
      oldestNanos = System.nanoTime();
    }
    batch.add(row);
    if (batch.rows() >= config.batchRows()) {
      hand();
    }
  }

  private void handIfOld() {
    Duration most = outbox.isMoving() ? config.batchAge() : AGE_WHEN_AWAY;
    if (batch.rows() > 0 && System.nanoTime() - oldestNanos >= most.toNanos()) {
      hand();
    }
  }

  private void hand() {
    batch.encodeTo(insert -> lastHanded = outbox.hand(insert, this::canWait));
  }

  /** Files wait; packets on the wire do not, so their rows must not come to fill the queue. */
  private boolean canWait() {
    return !live || (outbox.isMoving() && queue.size() < config.queueLength() / 2);
  }

  int queueLength() {
    return queue.size();
  }

  int queueCapacity() {
    return config.queueLength();
  }

  long refused() {
    return refused.value();
  }

  /** Writes what is queued, if that does not take long; else the outbox keeps it. */
  @Override
  public void close() {
    try {
      boolean _ = flush(outbox.isMoving() ? LONGEST_FLUSH : Duration.ZERO);
      closing = true;
      outbox.endWaiting();
      thread.join(LONGEST_END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      tellOfLoss();
    }
    thread.interrupt();
  }

  /** What the thread still works on may reach the disk after all: no more are lost than told. */
  private void tellOfLoss() {
    long lost = queue.stream().filter(Row.class::isInstance).count() + batch.rows();
    refused.add(lost);
    LOG.log(
        System.Logger.Level.ERROR,
        lost + " " + words + " lost: they could not be kept in the time there is to end");
  }
}
