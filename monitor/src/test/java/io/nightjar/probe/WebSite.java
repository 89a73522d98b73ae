package io.nightjar.probe;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import javax.net.ServerSocketFactory;

/**
 * Real servers on loopback: a web site with good and bad pages, and sockets that speak otherwise.
 */
final class WebSite implements AutoCloseable {
  /** Speaks on a connection that was accepted. */
  interface Talk {
    void on(Socket client) throws IOException, InterruptedException;
  }

  private final HttpServer server;

  WebSite() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/ok", exchange -> answer(exchange, 200, "all is well"));
    server.createContext("/fails", exchange -> answer(exchange, 500, "broken"));
    server.createContext("/slow", WebSite::slow);
    server.createContext("/chunked", WebSite::chunked);
    server.createContext("/endless", WebSite::endless);
    redirect("/moved", "/ok");
    redirect("/circle", "/back");
    redirect("/back", "/circle");
    redirect("/metadata", "http://169.254.169.254/latest/meta-data/");
    redirect("/password", "http://user:secret@127.0.0.1/");
    redirect("/file", "file:///etc/passwd");
    for (int i = 0; i < 7; i++) {
      redirect("/chain" + i, "/chain" + (i + 1));
    }
    server.start();
  }

  private void redirect(String from, String to) {
    server.createContext(
        from,
        exchange -> {
          exchange.getResponseHeaders().add("Location", to);
          answer(exchange, 302, "");
        });
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** 300 ms to the first byte, 200 ms more to the end. */
  private static void slow(HttpExchange exchange) throws IOException {
    pause(300);
    exchange.sendResponseHeaders(200, 8);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write("half".getBytes(StandardCharsets.UTF_8));
      out.flush();
      pause(200);
      out.write("full".getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void chunked(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (String part : new String[] {"this text is cut be", "tween chunks", " and goes on"}) {
        out.write(part.getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  /** 10 GB. */
  private static void endless(HttpExchange exchange) throws IOException {
    byte[] block = new byte[1 << 16];
    exchange.sendResponseHeaders(200, 10_000_000_000L);
    try (OutputStream out = exchange.getResponseBody()) {
      for (long sent = 0; sent < 10_000_000_000L; sent += block.length) {
        out.write(block);
      }
    } catch (IOException _) {
      // Whoever asked has heard enough.
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** A server that says what it is told to whoever connects. */
  static ServerSocket socket(ServerSocketFactory sockets, Talk talk) throws IOException {
    ServerSocket listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(
            () -> {
              while (!listener.isClosed()) {
                try {
                  Socket client = listener.accept();
                  Thread.ofVirtual().start(() -> talk(client, talk));
                } catch (IOException _) {
                  return;
                }
              }
            });
    return listener;
  }

  private static void talk(Socket client, Talk talk) {
    try (client) {
      talk.on(client);
    } catch (IOException | InterruptedException _) {
      // The other side left.
    }
  }

  /** Answers any request with a short page. */
  static void page(Socket client) throws IOException {
    byte[] buffer = new byte[4096];
    if (client.getInputStream().read(buffer) > 0) {
      client
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
                  .getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
