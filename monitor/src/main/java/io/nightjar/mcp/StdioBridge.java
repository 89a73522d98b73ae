package io.nightjar.mcp;

import io.nightjar.tool.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Takes the messages of a client on standard input to a monitor's endpoint, and brings back what it
 * answers: a message a line, either era. Each message travels on a virtual thread of its own.
 */
public final class StdioBridge implements AutoCloseable {
  /** The longest message, in bytes: the endpoint's longest body. */
  static final int LONGEST_LINE = 1 << 20;

  private static final int MAX_UNDER_WAY = 64;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** How long requests may still take once the input has ended. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);

  private final Monitor monitor;
  private final OutputStream out;
  private final ReentrantLock writing = new ReentrantLock();
  private final Map<JsonNode, Errand> byRequest = new ConcurrentHashMap<>();
  private final Set<Errand> underWay = ConcurrentHashMap.newKeySet();
  private final SessionListener listener;

  /** The monitor's side: where it is, as whom to ask, and what it said of the legacy session. */
  static final class Monitor {
    private final HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final URI endpoint;
    private final String token;
    private volatile Optional<String> session = Optional.empty();
    private volatile Optional<String> version = Optional.empty();

    Monitor(URI endpoint, String token) {
      this.endpoint = endpoint;
      this.token = token;
    }

    HttpClient client() {
      return client;
    }

    URI endpoint() {
      return endpoint;
    }

    String token() {
      return token;
    }

    Optional<String> session() {
      return session;
    }

    Optional<String> version() {
      return version;
    }

    void agree(Optional<String> newSession, Optional<String> newVersion) {
      session = newSession;
      version = newVersion;
    }
  }

  /**
   * A bridge.
   *
   * @param endpoint the monitor's MCP endpoint
   * @param out takes nothing but messages
   */
  public StdioBridge(URI endpoint, String token, OutputStream out) {
    this.monitor = new Monitor(endpoint, token);
    this.out = out;
    this.listener = new SessionListener(monitor, this::write);
  }

  /** Takes messages until the input ends; then waits a little for answers that are due. */
  public void run(InputStream in) throws IOException, InterruptedException {
    Lines lines = new Lines(in, LONGEST_LINE);
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      switch (line) {
        case Lines.Whole whole -> take(whole.bytes());
        case Lines.TooLong _ ->
            write(
                RpcProblem.invalidRequest("a message has at most 1 MiB").answer(Optional.empty()));
      }
    }
    listener.close();
    long deadline = System.nanoTime() + LAST_ANSWERS.toNanos();
    underWay.stream().filter(Errand::isEndless).forEach(Errand::cancel);
    for (Errand errand : underWay) {
      errand.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
  }

  private void take(ByteBuffer line) throws IOException {
    if (StandardCharsets.UTF_8.decode(line.duplicate()).toString().isBlank()) {
      return;
    }
    Optional<JsonNode> id = Optional.empty();
    try {
      JsonNode body = Json.parse(line);
      id = Optional.of(body.path("id")).filter(Message::isId);
      if (body instanceof ArrayNode) {
        send(body, Optional.empty(), false);
        return;
      }
      switch (Message.read(body)) {
        case Message.Request request ->
            send(body, Optional.of(request), request.meta().has(Protocol.PROTOCOL_VERSION));
        case Message.Notification notification -> hear(body, notification);
        case Message.Response _ -> send(body, Optional.empty(), false);
      }
    } catch (Json.Malformed e) {
      write(RpcProblem.notJson(String.valueOf(e.getMessage())).answer(Optional.empty()));
    } catch (RpcProblem problem) {
      write(problem.answer(id));
    }
  }

  /** Over HTTP a modern client cancels by closing the stream of its request. */
  private void hear(JsonNode body, Message.Notification notification) throws RpcProblem {
    if (notification.method().equals("notifications/cancelled")) {
      Errand errand = byRequest.get(notification.params().path("requestId"));
      if (errand != null && errand.isModern()) {
        errand.cancel();
        return;
      }
    }
    if (notification.method().equals("notifications/initialized")) {
      listener.listen();
    }
    send(
        body,
        Optional.empty(),
        notification.params().path(Protocol.META).has(Protocol.PROTOCOL_VERSION));
  }

  private void send(JsonNode body, Optional<Message.Request> request, boolean modern)
      throws RpcProblem {
    if (underWay.size() >= MAX_UNDER_WAY) {
      throw RpcProblem.tooMany(MAX_UNDER_WAY + " messages are under way; wait for answers");
    }
    Errand errand = new Errand(monitor, body, request, modern, this::write, this::finish);
    underWay.add(errand);
    request.ifPresent(asked -> byRequest.put(asked.id(), errand));
    errand.start();
  }

  private void finish(Errand errand) {
    underWay.remove(errand);
    errand.requestId().ifPresent(id -> byRequest.remove(id, errand));
  }

  private void write(JsonNode message) throws IOException {
    byte[] line = (Json.text(message) + "\n").getBytes(StandardCharsets.UTF_8);
    writing.lock();
    try {
      out.write(line);
      out.flush();
    } finally {
      writing.unlock();
    }
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    listener.close();
    underWay.forEach(Errand::cancel);
    monitor.client().shutdownNow();
  }
}
