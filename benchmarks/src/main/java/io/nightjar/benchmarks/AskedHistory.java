package io.nightjar.benchmarks;

import io.nightjar.history.Extent;
import io.nightjar.history.History;
import io.nightjar.history.HistoryException;
import io.nightjar.history.Limits;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long questions take over many rows: {@code DIR ROWS ROUNDS}. The last three quarters of the
 * rows are spread evenly over 30 days, the others over the 24 months before, and inserted in the
 * order of their times while one question runs at a time; then each question is asked alone,
 * through the guard that an assistant's SQL passes.
 */
public final class AskedHistory {
  private static final Duration LONG = Duration.ofMinutes(30);
  private static final long NANOS_OF_30_DAYS = Duration.ofDays(30).toNanos();
  private static final long NANOS_OF_23_MONTHS = Duration.ofDays(700).toNanos();
  private static final double OLD = 0.25;

  private final History history;
  private final int rows;

  private AskedHistory(History history, int rows) {
    this.history = history;
    this.rows = rows;
  }

  /** Prints what it measured. */
  public static void main(String[] arguments) throws InterruptedException {
    History history = new History(History.Config.in(Path.of(arguments[0])), new Telemetry());
    history.start();
    try {
      if (!history.awaitReady(LONG)) {
        throw new IllegalStateException(history.status().problem());
      }
      AskedHistory asked = new AskedHistory(history, Integer.parseInt(arguments[1]));
      asked.fillWhileAsked();
      asked.printSizes();
      asked.ask(Integer.parseInt(arguments[2]));
    } finally {
      history.close();
    }
  }

  private void fillWhileAsked() throws InterruptedException {
    AtomicBoolean filling = new AtomicBoolean(true);
    AtomicInteger answers = new AtomicInteger();
    AtomicInteger refused = new AtomicInteger();
    Thread asker =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; filling.get(); i++) {
                    try {
                      history.ask(Question.ALL.get(i % Question.ALL.size()).sql(), Limits.DEFAULT);
                      answers.incrementAndGet();
                    } catch (HistoryException _) {
                      refused.incrementAndGet();
                    }
                  }
                });
    double monitor = Ingest.processorMicros(ProcessHandle.current());
    double store = Ingest.storeMicros();
    long began = System.nanoTime();
    fill();
    double seconds = (System.nanoTime() - began) / 1e9;
    filling.set(false);
    asker.join();
    System.out.printf(
        "%d rows in %.1f s: %.0f rows/s, while %d questions were answered one at a time, %d not; processor us a row: monitor %.1f, store %.1f%n",
        rows,
        seconds,
        rows / seconds,
        answers.get(),
        refused.get(),
        (Ingest.processorMicros(ProcessHandle.current()) - monitor) / rows,
        (Ingest.storeMicros() - store) / rows);
  }

  private void fill() throws InterruptedException {
    long nowNanos = System.currentTimeMillis() * 1_000_000;
    TypicalFlows flows = new TypicalFlows(42, nowNanos);
    for (int i = 0; i < rows; i++) {
      history.put(flows.next(nowNanos - ageNanos((double) i / rows)), () -> {});
    }
    if (!history.flush(LONG)) {
      throw new IllegalStateException("not stored: " + history.status());
    }
  }

  /** By which share of the rows come before it. */
  private static long ageNanos(double before) {
    return before < OLD
        ? NANOS_OF_30_DAYS + (long) ((1 - before / OLD) * NANOS_OF_23_MONTHS)
        : (long) ((1 - before) / (1 - OLD) * NANOS_OF_30_DAYS);
  }

  private void printSizes() {
    history.extents().forEach(AskedHistory::printSize);
    ProcessHandle.current().children().forEach(Ingest::printMemory);
  }

  private static void printSize(String table, Extent extent) {
    Long stored = extent.rows();
    Long bytes = extent.bytes();
    if (stored != null && bytes != null && stored >= 1_000) {
      System.out.printf("%s: %d rows, %.1f bytes a row%n", table, stored, (double) bytes / stored);
    }
  }

  private void ask(int rounds) {
    System.out.println("question | p50 ms | p95 ms");
    for (Question question : Question.ALL) {
      var millis = question.ask(rounds, sql -> history.ask(sql, Limits.DEFAULT));
      System.out.printf(
          "%s | %.0f | %.0f%n",
          question.about(), Question.quantile(millis, 0.5), Question.quantile(millis, 0.95));
    }
  }
}
