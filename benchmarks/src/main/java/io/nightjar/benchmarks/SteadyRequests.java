package io.nightjar.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Calls a tool over MCP at a steady rate, whether answers come or not: {@code SteadyRequests URL
 * TOKEN RATE SECONDS}. A call's time counts from when it was due.
 */
public final class SteadyRequests {
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
          + "\"params\":{\"name\":\"list_interfaces\",\"arguments\":{}}}";

  private static final int REPORT_SECONDS = 60;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final HttpClient http;
  private final HttpRequest request;
  private final long[] micros;
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  private SteadyRequests(HttpClient http, URI endpoint, String token, int calls) {
    this.http = http;
    micros = new long[calls];
    request =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(10))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("MCP-Protocol-Version", "2025-11-25")
            .POST(HttpRequest.BodyPublishers.ofString(CALL))
            .build();
  }

  private void call(int number, long dueNanos) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == 200 && response.body().contains("structuredContent")) {
        answered.incrementAndGet();
      } else {
        refused.incrementAndGet();
      }
    } catch (IOException e) {
      refused.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    micros[number] = (System.nanoTime() - dueNanos) / 1_000;
  }

  private void report(String what, int from, int to) {
    long[] sorted = Arrays.copyOfRange(micros, from, to);
    Arrays.sort(sorted);
    System.out.printf(
        "%s: p50 %.1f ms, p90 %.1f, p99 %.1f, p99.9 %.1f, longest %.0f%n",
        what,
        sorted[sorted.length / 2] / 1e3,
        sorted[(int) (sorted.length * 0.9)] / 1e3,
        sorted[(int) (sorted.length * 0.99)] / 1e3,
        sorted[(int) (sorted.length * 0.999)] / 1e3,
        sorted[sorted.length - 1] / 1e3);
  }

  /** Runs it and prints a line a minute. */
  public static void main(String[] arguments) {
    int rate = Integer.parseInt(arguments[2]);
    int calls = rate * Integer.parseInt(arguments[3]);
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var steady = new SteadyRequests(http, URI.create(arguments[0] + "/mcp"), arguments[1], calls);
      steady.run(rate, calls);
      steady.report("all of " + calls, 0, calls);
      System.out.printf("answered %d, not %d%n", steady.answered.get(), steady.refused.get());
    }
  }

  private void run(int rate, int calls) {
    long began = System.nanoTime();
    int minute = rate * REPORT_SECONDS;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < calls; i++) {
        int number = i;
        long due = began + i * SECOND_NANOS / rate;
        LockSupport.parkNanos(due - System.nanoTime());
        threads.execute(() -> call(number, due));
        // Those of the minute before have all been answered by then.
        if (i % minute == minute - 1 && i >= minute) {
          report("minute " + i / minute, i + 1 - 2 * minute, i + 1 - minute);
        }
      }
    }
  }
}
