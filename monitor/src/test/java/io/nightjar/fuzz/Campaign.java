package io.nightjar.fuzz;

import io.nightjar.tool.Json;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Many mutated requests, and what is wrong with their answers. */
final class Campaign {
  /** What only the inside knows of itself. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "\\bat [\\w.$]+\\([\\w.]+:\\d+\\)|\\.java:\\d+|[a-z]+\\.[A-Z]\\w*(Exception|Error)\\b"
              + "|io\\.nightjar\\.[a-z]+\\.[A-Z]|\\bjava\\.(lang|util|io|net|nio)\\.[A-Z]"
              + "|tools\\.jackson|org\\.(eclipse|sqlite)|DB::Exception|Stack trace|Caused by"
              + "|nj_[A-Za-z0-9_-]{43}");

  private static final int MOST_FINDINGS = 20;

  private final String host;
  private final int port;
  private final String token;
  private final List<ObjectNode> seeds;
  private final Map<Integer, AtomicLong> statuses = new ConcurrentHashMap<>();
  private final List<String> findings = new CopyOnWriteArrayList<>();

  Campaign(String host, int port, String token) throws IOException, Json.Malformed {
    this.host = host;
    this.port = port;
    this.token = token;
    seeds = new Seeds(host, port, token).all();
  }

  /** Sends so many requests from so many connections at once. */
  void run(long requests, int senders, long seed) throws InterruptedException {
    AtomicLong left = new AtomicLong(requests);
    Thread[] threads = new Thread[senders];
    for (int i = 0; i < senders; i++) {
      Shots shots = new Shots(new SplittableRandom(seed + i), token, seeds);
      threads[i] = Thread.ofPlatform().name("sender-" + i).start(() -> send(shots, left));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void send(Shots shots, AtomicLong left) {
    Wire wire = null;
    try {
      while (left.getAndDecrement() > 0 && findings.size() < MOST_FINDINGS) {
        Shot shot = shots.next();
        try {
          wire = wire == null ? new Wire(port) : wire;
          Wire.Answer answer = wire.send(shot, host);
          judge(shot, answer);
          wire = answer.reusable() ? wire : closed(wire);
        } catch (SocketTimeoutException e) {
          findings.add("no answer: " + shot);
          wire = closed(wire);
        } catch (SocketException e) {
          count(0);
          wire = closed(wire);
        } catch (IOException | RuntimeException e) {
          findings.add("no HTTP (" + e + "): " + shot);
          wire = closed(wire);
        }
      }
    } finally {
      closed(wire);
    }
  }

  private static @org.jspecify.annotations.Nullable Wire closed(
      @org.jspecify.annotations.Nullable Wire wire) {
    try {
      if (wire != null) {
        wire.close();
      }
    } catch (IOException _) {
      // It is given up.
    }
    return null;
  }

  private void count(int status) {
    statuses.computeIfAbsent(status, _ -> new AtomicLong()).incrementAndGet();
  }

  private void judge(Shot shot, Wire.Answer answer) {
    count(answer.status());
    if (answer.status() >= 500) {
      findings.add("status " + answer.status() + ": " + shot + " -> " + answer.body());
    } else if (INSIDE.matcher(answer.body()).find() || INSIDE.matcher(answer.head()).find()) {
      findings.add("tells of the inside: " + shot + " -> " + answer.body());
    } else if (answer.reusable() && !isJson(answer.body())) {
      findings.add("no JSON: " + shot + " -> " + answer.body());
    }
  }

  private static boolean isJson(String body) {
    try {
      return body.isEmpty() || Json.parse(body).isContainer();
    } catch (Json.Malformed _) {
      return false;
    }
  }

  /** How many answers had which status; 0 for connections that were closed instead. */
  Map<Integer, Long> statuses() {
    Map<Integer, Long> counts = new TreeMap<>();
    statuses.forEach((status, count) -> counts.put(status, count.get()));
    return counts;
  }

  /** What was wrong. */
  List<String> findings() {
    return List.copyOf(findings);
  }
}
