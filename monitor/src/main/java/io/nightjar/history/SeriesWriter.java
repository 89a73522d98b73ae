package io.nightjar.history;

import io.nightjar.lifecycle.Component;
import io.nightjar.live.SeriesPoint;
import io.nightjar.live.SeriesSink;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Writes points of time series in batches, every few seconds: a bounded queue between the packet
 * workers and one thread.
 */
final class SeriesWriter implements SeriesSink, Component {
  private static final int QUEUE_LENGTH = 32_768;
  private static final int BATCH_POINTS = 20_000;
  private static final Duration BATCH_AGE = Duration.ofSeconds(2);
  private static final int MOST_TAKEN = 4_096;
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_FLUSH = Duration.ofSeconds(1);
  private static final Duration LONGEST_END = Duration.ofMillis(500);

  /** Each month in an insert is a part of its own to the engine, and takes memory. */
  private static final int MOST_MONTHS = 300;

  private static final long MONTH_SECONDS = 30L * 24 * 3600;

  /** What goes through the queue: points, and marks that say when all before them is written. */
  private sealed interface Entry {}

  private record Point(SeriesPoint point) implements Entry {}

  private record Mark(CountDownLatch written) implements Entry {}

  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);
  private final List<SeriesPoint> batch = new ArrayList<>();
  private final Set<Long> months = new HashSet<>();
  private final ColumnBuffer bytes = new ColumnBuffer(1 << 12);
  private final BatchSender sender;
  private final Counter refused;
  private final Thread thread = Thread.ofPlatform().name("series-writer").unstarted(this::run);
  private volatile boolean closing;
  private long oldestNanos;

  SeriesWriter(BatchSender sender, Telemetry telemetry) {
    this.sender = sender;
    refused =
        telemetry.counter(
            "nightjar_series_points_refused_total",
            "Points of time series refused: the queue was full");
    telemetry.watch(
        "nightjar_series_queue_length",
        "Points of time series waiting to be written",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        queue::size);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public boolean offer(SeriesPoint point) {
    boolean taken = !closing && queue.offer(new Point(point));
    if (!taken) {
      refused.increment();
    }
    return taken;
  }

  /**
   * As {@link #offer}, but waits for room: for readers of files, which can wait.
   *
   * @param meanwhile run each time a tenth of a second has passed without room
   * @return false once closing
   */
  boolean put(SeriesPoint point, Runnable meanwhile) throws InterruptedException {
    Point entry = new Point(point);
    while (!closing) {
      if (queue.offer(entry, 100, TimeUnit.MILLISECONDS)) {
        return true;
      }
      meanwhile.run();
    }
    refused.increment();
    return false;
  }

  /** Waits until all points given so far are written; whether they are. */
  boolean flush(Duration longest) throws InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    Mark mark = new Mark(new CountDownLatch(1));
    return queue.offer(mark, longest.toNanos(), TimeUnit.NANOSECONDS)
        && mark.written().await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private void run() {
    List<Entry> taken = new ArrayList<>(MOST_TAKEN);
    while (!closing || !queue.isEmpty()) {
      taken.clear();
      queue.drainTo(taken, MOST_TAKEN);
      if (taken.isEmpty() && !pause()) {
        break;
      }
      taken.forEach(this::take);
      sendIfOld();
    }
    send();
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

  private void take(Entry entry) {
    switch (entry) {
      case Point(SeriesPoint point) -> add(point);
      case Mark(CountDownLatch written) -> {
        send();
        written.countDown();
      }
    }
  }

  private void sendIfOld() {
    if (!batch.isEmpty() && System.nanoTime() - oldestNanos >= BATCH_AGE.toNanos()) {
      send();
    }
  }

  private void add(SeriesPoint point) {
    oldestNanos = batch.isEmpty() ? System.nanoTime() : oldestNanos;
    batch.add(point);
    months.add(SeriesColumns.second(point) / MONTH_SECONDS);
    if (batch.size() >= BATCH_POINTS || months.size() >= MOST_MONTHS) {
      send();
    }
  }

  private void send() {
    if (!batch.isEmpty()) {
      SeriesColumns.write(batch, bytes);
      sender.send(bytes, batch.size());
      bytes.clear();
      batch.clear();
      months.clear();
    }
  }

  long refused() {
    return refused.value();
  }

  long rejected() {
    return sender.rejected();
  }

  /** Writes what is queued, if that does not take long. */
  @Override
  public void close() {
    try {
      boolean _ = flush(LONGEST_FLUSH);
      closing = true;
      sender.giveUp();
      thread.join(LONGEST_END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
