package io.nightjar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.account.CallAudit;
import io.nightjar.clickhouse.ClickHouseEndpoint;
import io.nightjar.history.History;
import io.nightjar.history.HistoryException;
import io.nightjar.history.Limits;
import io.nightjar.http.Authenticator;
import io.nightjar.http.HttpServer;
import io.nightjar.query.HistoryQuestions;
import io.nightjar.store.ChdbLocation;
import io.nightjar.telemetry.Telemetry;
import io.nightjar.tool.RunQuery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The engine stops working for who has left or given up, by whichever door the query came. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoneClientTest {
  /** Takes much longer than a test waits for its end. */
  private static final String LONG =
      "SELECT sum(length(SHA512(toString(number)))) FROM numbers(9000000000)";

  /** Less than a question may take. */
  private static final long WAIT_MILLIS = 15_000;

  private History history;
  private TestServer server;
  private HttpServer clickHouse;

  @BeforeAll
  void start(@TempDir Path data) throws InterruptedException {
    Path library = ChdbLocation.expected();
    Assumptions.assumeTrue(Files.isReadable(library), () -> "skipped: no libchdb at " + library);
    history = new History(History.Config.in(data), new Telemetry());
    history.start();
    server =
        new TestServer(
            data.resolve("accounts"), List.of(new RunQuery(new HistoryQuestions(history))));
    clickHouse =
        new HttpServer(
            HttpServer.Config.at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            new ClickHouseEndpoint(history, CallAudit.NONE).routes(),
            Authenticator.of(server.accounts()),
            ClickHouseEndpoint.dialect(),
            InstantSource.system(),
            new Telemetry());
    clickHouse.start();
    assertTrue(history.awaitReady(Duration.ofSeconds(30)));
  }

  @AfterAll
  void close() {
    if (server != null) {
      clickHouse.close();
      server.close();
      history.close();
    }
  }

  /** Statements the engine runs, without the one that asks. */
  private long running() {
    try {
      Object count =
          history
              .select("SELECT count() FROM system.processes", Map.of(), Limits.DEFAULT)
              .values()
              .getFirst()
              .getFirst();
      return (Long) count - 1;
    } catch (HistoryException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean comesTrue(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + WAIT_MILLIS * 1_000_000;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }

  private Socket send(int port, String path, String headers, String body) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        """
        POST %s HTTP/1.1
        Host: 127.0.0.1
        Authorization: Bearer %s
        Content-Type: application/json
        %sContent-Length: %d

        """
            .formatted(path, server.viewer(), headers, bytes.length)
            .replace("\r", "")
            .replace("\n", "\r\n");
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().write(bytes);
    return socket;
  }

  private void isStoppedWhenTheClientLeaves(int port, String path, String headers, String body)
      throws Exception {
    try (Socket _ = send(port, path, headers, body)) {
      assertTrue(comesTrue(() -> running() == 1), "the query does not run");
    }
    long left = System.nanoTime();
    assertTrue(comesTrue(() -> running() == 0), "the query goes on for nobody");
    System.out.printf(
        "%s: stopped %d ms after its client left%n", path, (System.nanoTime() - left) / 1_000_000);
  }

  @Test
  void overRest() throws Exception {
    isStoppedWhenTheClientLeaves(
        server.port(), "/api/v1/tools/query", "", "{\"sql\":\"" + LONG + "\"}");
  }

  @Test
  void overMcpWithoutAStream() throws Exception {
    isStoppedWhenTheClientLeaves(server.port(), "/mcp", "Accept: application/json\r\n", call(7));
  }

  @Test
  void overMcpWithAStream() throws Exception {
    String body =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"query","arguments":{"sql":"%s"},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientInfo":{"name":"t","version":"1"},"io.modelcontextprotocol/clientCapabilities":{}}}}"""
            .formatted(LONG);
    isStoppedWhenTheClientLeaves(
        server.port(),
        "/mcp",
        """
        Accept: application/json, text/event-stream
        MCP-Protocol-Version: 2026-07-28
        Mcp-Method: tools/call
        Mcp-Name: query
        """,
        body);
  }

  @Test
  void overMcpWhenTheCallIsCancelled() throws Exception {
    String session = "Accept: application/json\r\nMcp-Session-Id: s1\r\n";
    try (Socket _ = send(server.port(), "/mcp", session, call(9))) {
      assertTrue(comesTrue(() -> running() == 1), "the query does not run");
      String cancel =
          """
          {"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":9}}""";
      try (Socket _ = send(server.port(), "/mcp", session, cancel)) {
        assertTrue(comesTrue(() -> running() == 0), "the query goes on though it was cancelled");
      }
    }
  }

  @Test
  void overClickHousesInterface() throws Exception {
    isStoppedWhenTheClientLeaves(clickHouse.port(), "/", "", LONG);
  }

  @Test
  void theirPlacesAreFreeAgain() throws Exception {
    for (int i = 0; i < 6; i++) {
      isStoppedWhenTheClientLeaves(clickHouse.port(), "/", "", LONG);
    }
    assertEquals(1L, history.ask("SELECT 1", Limits.DEFAULT).values().getFirst().getFirst());
  }

  private static String call(int id) {
    return """
        {"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"query","arguments":{"sql":"%s"}}}"""
        .formatted(id, LONG);
  }
}
