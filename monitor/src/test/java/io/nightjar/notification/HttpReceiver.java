package io.nightjar.notification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Assertions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP server that keeps what is posted to it, and answers as a test says. */
public final class HttpReceiver implements AutoCloseable {
  /** What was posted. */
  public record Posted(String path, Map<String, List<String>> headers, String body) {
    /** The body. */
    public JsonNode json() {
      return new JsonMapper().readTree(body);
    }

    /** One header; empty for none. */
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(each -> each.getKey().equalsIgnoreCase(name))
          .map(each -> each.getValue().getFirst())
          .findFirst()
          .orElse("");
    }
  }

  /** How it answers. */
  public interface Answer {
    /** Answers. */
    void to(HttpExchange exchange) throws IOException;
  }

  /** All that came and was not taken yet. */
  public final BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();

  private final BlockingQueue<Answer> next = new LinkedBlockingQueue<>();
  private final HttpServer server;

  /** A server on loopback. */
  public HttpReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          posted.add(
              new Posted(
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders(),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
          Answer answer = next.poll();
          (answer == null ? status(200, "ok") : answer).to(exchange);
          exchange.close();
        });
    server.start();
  }

  /** This status and body, with this header. */
  public static Answer status(int status, String body, String... header) {
    return exchange -> {
      if (header.length == 2) {
        exchange.getResponseHeaders().add(header[0], header[1]);
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      if (bytes.length > 0) {
        exchange.getResponseBody().write(bytes);
      }
    };
  }

  /** The next answers, in order; after them all is well. */
  public HttpReceiver answering(Answer... answers) {
    next.addAll(List.of(answers));
    return this;
  }

  /** Scheme, host and port. */
  public String server() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next that came. */
  public Posted take() throws InterruptedException {
    Posted taken = posted.poll(20, TimeUnit.SECONDS);
    if (taken == null) {
      throw new AssertionError("nothing was posted");
    }
    return taken;
  }

  /** Waits until something is so. */
  public static void await(BooleanSupplier holds) throws InterruptedException {
    for (int i = 0; i < 2_000 && !holds.getAsBoolean(); i++) {
      Thread.sleep(10);
    }
    Assertions.assertTrue(holds.getAsBoolean(), "it did not become so in 20 s");
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
