package io.nightjar.mcp;

import io.nightjar.tool.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One message on its way to the monitor and back, on a virtual thread of its own. */
final class Errand {
  /** Takes a message for the client. */
  @FunctionalInterface
  interface Out {
    void write(JsonNode message) throws IOException;
  }

  /** The longest answer or event, in bytes. */
  static final int LONGEST_ANSWER = 16 << 20;

  private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

  private final StdioBridge.Monitor monitor;
  private final JsonNode body;
  private final Optional<Message.Request> request;
  private final boolean modern;
  private final Out out;
  private final Thread thread;
  private volatile boolean cancelled;

  /**
   * An errand.
   *
   * @param request what the body is, if it wants an answer
   * @param end told when it is over
   */
  Errand(
      StdioBridge.Monitor monitor,
      JsonNode body,
      Optional<Message.Request> request,
      boolean modern,
      Out out,
      Consumer<Errand> end) {
    this.monitor = monitor;
    this.body = body;
    this.request = request;
    this.modern = modern;
    this.out = out;
    this.thread =
        Thread.ofVirtual()
            .name("errand")
            .unstarted(
                () -> {
                  try {
                    run();
                  } finally {
                    end.accept(this);
                  }
                });
  }

  void start() {
    thread.start();
  }

  boolean isModern() {
    return modern;
  }

  /** Whether it goes on until somebody ends it. */
  boolean isEndless() {
    return request.filter(asked -> asked.method().equals("subscriptions/listen")).isPresent();
  }

  Optional<JsonNode> requestId() {
    return request.map(Message.Request::id);
  }

  /** Closes the connection; nothing more is brought back. */
  void cancel() {
    cancelled = true;
    thread.interrupt();
  }

  void join(Duration longest) throws InterruptedException {
    boolean _ = thread.join(longest);
  }

  private void run() {
    try {
      bring(monitor.client().send(httpRequest(), HttpResponse.BodyHandlers.ofInputStream()));
    } catch (ConnectException | HttpTimeoutException e) {
      fail("no monitor answers at " + monitor.endpoint() + ": is it running? see --url");
    } catch (IOException e) {
      fail("the connection to the monitor broke before it answered");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest httpRequest() {
    HttpRequest.Builder http =
        HttpRequest.newBuilder(monitor.endpoint())
            .header("Authorization", "Bearer " + monitor.token())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofByteArray(Json.bytes(body)));
    if (modern) {
      ModernHeaders.of(body).forEach(http::header);
    } else if (request.filter(asked -> asked.method().equals("initialize")).isEmpty()) {
      monitor.version().ifPresent(version -> http.header(Protocol.VERSION_HEADER, version));
      monitor.session().ifPresent(session -> http.header(LegacySession.HEADER, session));
    }
    return http.build();
  }

  private void bring(HttpResponse<InputStream> response) throws IOException {
    try (InputStream in = response.body()) {
      if (response
          .headers()
          .firstValue("Content-Type")
          .orElse("")
          .startsWith("text/event-stream")) {
        bringEvents(new Lines(in, LONGEST_ANSWER));
        return;
      }
      byte[] whole = in.readNBytes(LONGEST_ANSWER);
      if (whole.length > 0) {
        bringAnswer(response, Json.parse(ByteBuffer.wrap(whole)));
      } else if (response.statusCode() >= 400) {
        fail("the monitor answered with status " + response.statusCode());
      }
    } catch (Json.Malformed _) {
      fail("what answers at " + monitor.endpoint() + " is no monitor; see --url");
    }
  }

  private void bringAnswer(HttpResponse<?> response, JsonNode answer) throws IOException {
    if (!answer.isArray() && !answer.has("jsonrpc")) {
      JsonNode error = answer.path("error");
      fail(
          "the monitor answered with status %d: %s; %s"
              .formatted(
                  response.statusCode(),
                  error.path("message").asString(""),
                  error.path("hint").asString("")));
      return;
    }
    if (request.filter(asked -> asked.method().equals("initialize")).isPresent() && !modern) {
      monitor.agree(
          response.headers().firstValue(LegacySession.HEADER),
          answer.path("result").path("protocolVersion").stringValueOpt());
    }
    write(withId(answer));
  }

  /** What is refused before the message is read has no id yet. */
  private JsonNode withId(JsonNode answer) {
    if (answer instanceof ObjectNode error && error.has("error") && !error.has("id")) {
      requestId().ifPresent(id -> error.set("id", id));
    }
    return answer;
  }

  /** What of an event stream is a message: our events have their data on one line. */
  static Optional<JsonNode> message(Lines.Line line) throws Json.Malformed {
    return line instanceof Lines.Whole(ByteBuffer bytes) && startsWithData(bytes)
        ? Optional.of(Json.parse(bytes.position(DATA.length)))
        : Optional.empty();
  }

  private void bringEvents(Lines lines) throws IOException, Json.Malformed {
    boolean answered = false;
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      Optional<JsonNode> message = message(line);
      if (message.isPresent()) {
        answered |= !message.get().has("method");
        write(message.get());
      }
    }
    if (!answered) {
      fail("the connection to the monitor ended before it answered");
    }
  }

  private static boolean startsWithData(ByteBuffer line) {
    return line.mismatch(ByteBuffer.wrap(DATA)) == DATA.length;
  }

  private void write(JsonNode message) throws IOException {
    if (!cancelled) {
      out.write(message);
    }
  }

  /** Tells the client that there will be no answer; who wants none is told nothing. */
  private void fail(String why) {
    if (request.isEmpty() || cancelled) {
      return;
    }
    ObjectNode answer = RpcProblem.unreachable(why).answer(requestId());
    try {
      out.write(answer);
    } catch (IOException _) {
      cancelled = true; // the client has gone
    }
  }
}
