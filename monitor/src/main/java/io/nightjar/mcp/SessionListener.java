package io.nightjar.mcp;

import io.nightjar.tool.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Brings what a legacy session is told of changes to the client of a bridge, on a virtual thread of
 * its own, anew when the stream ends.
 */
final class SessionListener implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final StdioBridge.Monitor monitor;
  private final Errand.Out out;
  private final Thread thread;

  SessionListener(StdioBridge.Monitor monitor, Errand.Out out) {
    this.monitor = monitor;
    this.out = out;
    thread = Thread.ofVirtual().name("session-listener").unstarted(this::run);
  }

  /** Listens from now on; once is enough. */
  void listen() {
    if (monitor.session().isPresent() && thread.getState() == Thread.State.NEW) {
      thread.start();
    }
  }

  private void run() {
    try {
      while (isHeard()) {
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it is worth asking again. */
  private boolean isHeard() throws InterruptedException {
    try {
      HttpResponse<InputStream> response =
          monitor.client().send(request(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        if (response.statusCode() != 200) {
          return false;
        }
        Lines lines = new Lines(in, Errand.LONGEST_ANSWER);
        for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
          Optional<JsonNode> message = Errand.message(line);
          if (message.isPresent()) {
            out.write(message.get());
          }
        }
      }
      return true;
    } catch (Json.Malformed _) {
      return false;
    } catch (IOException _) {
      return true; // the monitor may come back
    }
  }

  private HttpRequest request() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(monitor.endpoint())
            .header("Authorization", "Bearer " + monitor.token())
            .header("Accept", "text/event-stream");
    monitor.session().ifPresent(session -> request.header(LegacySession.HEADER, session));
    monitor.version().ifPresent(version -> request.header(Protocol.VERSION_HEADER, version));
    return request.build();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
