package io.nightjar.history;

import io.nightjar.flow.FlowRecord;
import io.nightjar.flow.FlowSink;
import io.nightjar.lifecycle.Component;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes flow records in batches. A bounded queue between the packet workers and one thread, which
 * encodes a batch once and sends it until the store has it.
 */
final class FlowWriter implements FlowSink, Component {
  /**
   * When a batch is sent.
   *
   * @param queueLength records waiting at most
   * @param batchRows rows that fill a batch
   * @param batchAge longest a record waits for its batch to fill
   */
  record Config(int queueLength, int batchRows, Duration batchAge) {
    private static final int RECORD_BYTES = 800;

    /** At most 32,768 waiting and 50,000 in a batch; each a fortieth of a small heap. */
    static Config within(long heapBytes) {
      long records = heapBytes / 40 / RECORD_BYTES;
      return new Config(
          Math.clamp(records, 4_096, 32_768),
          Math.clamp(records, 4_096, 50_000),
          Duration.ofSeconds(2));
    }
  }

  private static final int MOST_TAKEN = 4_096;
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_FLUSH = Duration.ofSeconds(4);
  private static final Duration LONGEST_END = Duration.ofSeconds(1);

  /** What goes through the queue: rows, and marks that say when all before them is written. */
  private sealed interface Entry {}

  private record Row(FlowRecord record) implements Entry {}

  private record Mark(CountDownLatch written) implements Entry {}

  private final Config config;
  private final BlockingQueue<Entry> queue;
  private final BatchSender sender;
  private final Counter refused;
  private final FlowBatch batch = new FlowBatch();
  private final Thread thread;
  private volatile boolean closing;
  private long oldestNanos;

  FlowWriter(Config config, BatchSender sender, Telemetry telemetry) {
    this.config = config;
    this.queue = new ArrayBlockingQueue<>(config.queueLength());
    this.sender = sender;
    this.refused =
        telemetry.counter(
            "nightjar_flow_records_refused_total", "Flow records refused: the queue was full");
    telemetry.watch(
        "nightjar_flow_queue_length",
        "Flow records waiting to be written",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        queue::size);
    this.thread = Thread.ofPlatform().name("flow-writer").unstarted(this::run);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public boolean offer(FlowRecord record) {
    boolean taken = !closing && queue.offer(new Row(record));
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
  boolean put(FlowRecord record, Runnable meanwhile) throws InterruptedException {
    Row row = new Row(record);
    while (!closing) {
      if (queue.offer(row, 100, TimeUnit.MILLISECONDS)) {
        return true;
      }
      meanwhile.run();
    }
    refused.increment();
    return false;
  }

  /** Waits until all records given so far are written; whether they are. */
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
    if (batch.rows() > 0) {
      send();
    }
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
      case Row(FlowRecord record) -> add(record);
      case Mark(CountDownLatch written) -> {
        send();
        written.countDown();
      }
    }
    if (batch.rows() >= config.batchRows()) {
      send();
    }
  }

  private void sendIfOld() {
    if (batch.rows() > 0 && System.nanoTime() - oldestNanos >= config.batchAge().toNanos()) {
      send();
    }
  }

  private void add(FlowRecord record) {
    if (batch.rows() == 0) {
      oldestNanos = System.nanoTime();
    }
    batch.add(record);
  }

  private void send() {
    if (batch.rows() > 0) {
      batch.send(sender);
    }
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

  /** When a batch last reached the store; null before the first. */
  @Nullable Instant lastWritten() {
    return sender.lastWritten();
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
