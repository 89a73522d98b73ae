package io.nightjar.benchmarks;

import io.nightjar.history.History;
import io.nightjar.history.Limits;
import io.nightjar.telemetry.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How fast history takes flow records: {@code DIR ROWS ROUNDS}. A round makes, encodes and inserts
 * the rows and ends when the store has all of them.
 */
public final class Ingest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private Ingest() {}

  /** Prints a line for each round; fails unless the store counts what was given. */
  public static void main(String[] arguments) throws InterruptedException {
    int rows = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    History history = new History(History.Config.in(Path.of(arguments[0])), new Telemetry());
    history.start();
    try {
      if (!history.awaitReady(LONG)) {
        throw new IllegalStateException(history.status().problem());
      }
      TypicalFlows flows = new TypicalFlows(42, System.currentTimeMillis() * 1_000_000);
      for (int round = 0; round < rounds; round++) {
        round(history, flows, rows);
      }
      check(history, (long) rows * rounds);
      ProcessHandle.current().children().forEach(Ingest::printMemory);
    } finally {
      history.close();
    }
  }

  private static void round(History history, TypicalFlows flows, int rows)
      throws InterruptedException {
    double monitor = processorMicros(ProcessHandle.current());
    double store = storeMicros();
    long began = System.nanoTime();
    for (int i = 0; i < rows; i++) {
      history.put(flows.next(), () -> {});
    }
    if (!history.flush(LONG)) {
      throw new IllegalStateException("not stored: " + history.status());
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    System.out.printf(
        "%d rows in %.2f s: %.0f rows/s; processor us a row: monitor %.1f, store %.1f%n",
        rows,
        seconds,
        rows / seconds,
        (processorMicros(ProcessHandle.current()) - monitor) / rows,
        (storeMicros() - store) / rows);
  }

  static double storeMicros() {
    return ProcessHandle.current().children().mapToDouble(Ingest::processorMicros).sum();
  }

  static double processorMicros(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e3;
  }

  /** By the kernel's account, where it is Linux. */
  static void printMemory(ProcessHandle store) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + store.pid() + "/status"))) {
      lines
          .filter(line -> line.matches("(VmHWM|VmRSS|RssAnon):.*"))
          .forEach(line -> System.out.println("store: " + line.replaceAll("\\s+", " ")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of flows, and of the flows that their sums by the day count. */
  private static void check(History history, long rows) {
    List<@Nullable Object> stored =
        history
            .select(
                "SELECT countIf(first_dump), (SELECT sum(flows) FROM flows_1d) FROM flows",
                Map.of(),
                Limits.DEFAULT)
            .values()
            .getFirst();
    if (!List.of(rows, rows).equals(stored)) {
      throw new IllegalStateException("given " + rows + " rows, stored and summed up " + stored);
    }
  }
}
