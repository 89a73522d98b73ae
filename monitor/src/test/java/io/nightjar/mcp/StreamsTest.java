package io.nightjar.mcp;

import static io.nightjar.mcp.McpClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.TestServer;
import io.nightjar.http.RequestLimits;
import io.nightjar.tool.FixtureTools;
import io.nightjar.tool.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Timeout(60)
class StreamsTest {
  @TempDir Path folder;
  private final FixtureTools.Slow slow = new FixtureTools.Slow();
  private TestServer server;
  private McpClient client;

  @BeforeEach
  void start() {
    server =
        new TestServer(
            folder, List.of(slow), new RequestLimits.Config(10_000, 2_000, 10_000, 2_000));
    client = new McpClient(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** The JSON of the only event of a stream. */
  private static JsonNode event(HttpResponse<String> response) throws Exception {
    assertEquals("text/event-stream", response.headers().firstValue("Content-Type").orElseThrow());
    List<String> events =
        response.body().lines().filter(line -> line.startsWith("data: ")).toList();
    assertEquals(1, events.size(), response.body());
    return Json.parse(events.getFirst().substring("data: ".length()));
  }

  @Test
  void aQuickCallIsAnsweredInJsonASlowOneAsAStream() throws Exception {
    HttpResponse<String> quick = client.callModern("slow", "{\"millis\":1}");
    assertEquals("application/json", quick.headers().firstValue("Content-Type").orElseThrow());
    HttpResponse<String> late = client.callModern("slow", "{\"millis\":1200}");
    assertTrue(late.body().startsWith(":\n\n"), late.body());
    JsonNode result = event(late).path("result");
    assertEquals(1200, result.path("structuredContent").path("waited_ms").asInt());
    assertEquals("complete", result.path("resultType").asString());
  }

  @Test
  void aClientThatTakesNoStreamWaitsForItsJson() throws Exception {
    HttpRequest streaming =
        client
            .modernRequest("tools/call", "{\"name\":\"slow\",\"arguments\":{\"millis\":900}}")
            .build();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(streaming, (name, _) -> !name.equalsIgnoreCase("Accept"))
            .header("Accept", "application/json");
    HttpResponse<String> response = server.send(request);
    assertEquals(
        900, json(response).path("result").path("structuredContent").path("waited_ms").asInt());
  }

  /** Sends a modern request by hand and returns its open socket. */
  private Socket open(String method, String params) throws Exception {
    String body = Json.text(McpClient.modernBody(method, params));
    String head =
        """
        POST /mcp HTTP/1.1
        Host: 127.0.0.1
        Authorization: Bearer %s
        Accept: application/json, text/event-stream
        MCP-Protocol-Version: 2026-07-28
        Mcp-Method: %s
        Mcp-Name: slow
        Content-Length: %d

        """
            .formatted(server.viewer(), method, body.length())
            .replace("\n", "\r\n");
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  @Test
  void aClientThatClosesItsStreamCancelsItsCall() throws Exception {
    try (Socket socket = open("tools/call", "{\"name\":\"slow\",\"arguments\":{}}")) {
      assertTrue(socket.getInputStream().read() >= 0);
    }
    assertTrue(slow.interrupted().await(3, TimeUnit.SECONDS));
  }

  @Test
  void aLegacyClientCancelsByNotificationInItsSession() throws Exception {
    String session =
        client
            .legacy("initialize", "{\"protocolVersion\":\"2025-11-25\"}")
            .headers()
            .firstValue("Mcp-Session-Id")
            .orElseThrow();
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"tools/call\",\"params\":{\"name\":\"slow\"}}";
    String cancel =
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":5}}";
    Thread caller = Thread.startVirtualThread(() -> quietly(session, call));
    while (slow.interrupted().getCount() > 0) {
      quietly("another session", cancel);
      assertFalse(slow.interrupted().await(100, TimeUnit.MILLISECONDS));
      assertEquals(202, quietly(session, cancel));
      if (slow.interrupted().await(200, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    caller.join();
  }

  private int quietly(String session, String body) {
    try {
      return server
          .send(
              server
                  .to("/mcp")
                  .header("MCP-Protocol-Version", "2025-11-25")
                  .header("Mcp-Session-Id", session)
                  .POST(BodyPublishers.ofString(body)))
          .statusCode();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aSubscriptionIsAcknowledgedAndEndsWithAResult() throws Exception {
    String asked = "{\"notifications\":{\"toolsListChanged\":true}}";
    try (Socket socket = open("subscriptions/listen", asked);
        var reader =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      JsonNode first = nextEvent(reader);
      assertEquals("notifications/subscriptions/acknowledged", first.path("method").asString());
      JsonNode params = first.path("params");
      assertEquals("{\"toolsListChanged\":true}", params.path("notifications").toString());
      assertEquals(7, params.path("_meta").path("io.modelcontextprotocol/subscriptionId").asInt());
      assertEquals(1.0, openSubscriptions());
      server.endStreams();
      JsonNode last = nextEvent(reader);
      assertEquals(7, last.path("id").asInt());
      assertEquals("complete", last.path("result").path("resultType").asString());
    }
  }

  private double openSubscriptions() {
    return server.telemetry().series().stream()
        .filter(series -> series.name().equals("nightjar_mcp_subscriptions_open"))
        .mapToDouble(series -> series.value().getAsDouble())
        .sum();
  }

  private static JsonNode nextEvent(BufferedReader reader) throws Exception {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("data: ")) {
        return Json.parse(line.substring("data: ".length()));
      }
    }
    throw new AssertionError("the stream ended");
  }

  @Test
  void aSubscriptionNeedsAClientThatTakesStreams() throws Exception {
    HttpRequest streaming = client.modernRequest("subscriptions/listen", "{}").build();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(streaming, (name, _) -> !name.equalsIgnoreCase("Accept"))
            .header("Accept", "application/json");
    assertEquals(406, server.send(request).statusCode());
  }

  /** Calls slowly, with a progress token, and returns all messages of the stream. */
  private List<JsonNode> slowly(HttpRequest.Builder request) throws Exception {
    List<JsonNode> messages = new ArrayList<>();
    for (String line : server.send(request).body().lines().toList()) {
      if (line.startsWith("data: ")) {
        messages.add(Json.parse(line.substring("data: ".length())));
      }
    }
    return messages;
  }

  private static void progressed(List<JsonNode> messages) {
    assertTrue(messages.size() >= 3, messages.toString());
    double last = 0;
    for (JsonNode told : messages.subList(0, messages.size() - 1)) {
      assertEquals("notifications/progress", told.path("method").asString());
      assertEquals("p-1", told.path("params").path("progressToken").asString());
      double progress = told.path("params").path("progress").asDouble();
      assertTrue(progress > last, messages.toString());
      last = progress;
    }
    assertEquals(
        3_200, messages.getLast().at("/result/structuredContent/waited_ms").asInt(), "the answer");
  }

  @Test
  void whoGivesATokenIsToldOfProgressInBothEras() throws Exception {
    String asked =
        "{\"name\":\"slow\",\"arguments\":{\"millis\":3200},\"_meta\":{\"progressToken\":\"p-1\"}}";
    progressed(slowly(client.modernRequest("tools/call", asked)));
    progressed(
        slowly(
            server
                .to("/mcp")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .POST(
                    BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                            + asked
                            + "}"))));
    for (String token : List.of("1.5", "true", "{}", "null", '"' + "x".repeat(300) + '"')) {
      String wrong = "{\"name\":\"slow\",\"_meta\":{\"progressToken\":" + token + "}}";
      assertEquals(400, client.modern("tools/call", wrong).statusCode(), token);
      JsonNode error = json(client.legacy("tools/call", wrong)).path("error");
      assertEquals(-32602, error.path("code").asInt(), token);
    }
  }

  @Test
  void whoListensIsToldOfWhatItAskedForAndNothingElse() throws Exception {
    for (String name : List.of("a", "b", "other", "admin")) {
      server.watched().set(name, "first");
    }
    String asked =
        "{\"notifications\":{\"toolsListChanged\":true,\"promptsListChanged\":true,"
            + "\"resourceSubscriptions\":[\"x://a\",\"x://b\",\"x://none\",\"x://admin\",\"..\"]}}";
    try (Socket all = open("subscriptions/listen", asked);
        Socket none = open("subscriptions/listen", "{\"notifications\":{}}");
        var told = reader(all);
        var untold = reader(none)) {
      assertEquals(
          "{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"x://a\",\"x://b\"]}",
          nextEvent(told).at("/params/notifications").toString());
      assertEquals("{}", nextEvent(untold).at("/params/notifications").toString());
      server.changes().resourceUpdated("x://other");
      server.changes().resourceUpdated("x://b");
      updated(told, "x://b");
      server.watched().set("other", "second");
      server.watched().set("admin", "second");
      server.watched().set("a", "second");
      updated(told, "x://a");
      for (int i = 0; i < 1_000; i++) {
        server.changes().toolsListChanged();
      }
      assertEquals("notifications/tools/list_changed", nextEvent(told).path("method").asString());
      server.endStreams();
      JsonNode next = nextEvent(told);
      int more = 0;
      while (next.path("method").asString("").equals("notifications/tools/list_changed")) {
        more++;
        next = nextEvent(told);
      }
      assertTrue(more < 1_000, "changes of one kind that wait are told once");
      assertEquals("complete", next.at("/result/resultType").asString());
      assertEquals("complete", nextEvent(untold).at("/result/resultType").asString());
    }
  }

  private static void updated(BufferedReader told, String uri) throws Exception {
    JsonNode updated = nextEvent(told);
    assertEquals("notifications/resources/updated", updated.path("method").asString());
    assertEquals(uri, updated.at("/params/uri").asString());
    assertEquals(7, updated.at("/params/_meta/io.modelcontextprotocol~1subscriptionId").asInt());
  }

  private static BufferedReader reader(Socket socket) throws Exception {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  @Test
  void aFilterOfTheWrongFormIsTold() throws Exception {
    for (String filter :
        List.of(
            "5",
            "[]",
            "{\"resourceSubscriptions\":\"x://a\"}",
            "{\"resourceSubscriptions\":[5]}",
            "{\"resourceSubscriptions\":[\"" + "x".repeat(3_000) + "\"]}",
            "{\"resourceSubscriptions\":[" + "\"x://a\",".repeat(100) + "\"x://b\"]}")) {
      var response = client.modern("subscriptions/listen", "{\"notifications\":" + filter + "}");
      assertEquals(400, response.statusCode(), filter);
      assertEquals(-32602, json(response).path("error").path("code").asInt(), filter);
    }
  }

  @Test
  void aThousandIdleStreamsAreServedTheNextIsRefusedAndAllEndWithAResult() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        sockets.add(open("subscriptions/listen", "{}"));
      }
      List<BufferedReader> readers = new ArrayList<>();
      for (Socket socket : sockets) {
        BufferedReader reader = reader(socket);
        assertEquals(
            "notifications/subscriptions/acknowledged",
            nextEvent(reader).path("method").asString());
        readers.add(reader);
      }
      assertEquals(503, client.modern("subscriptions/listen", "{}").statusCode());
      assertEquals(200, client.callModern("slow", "{\"millis\":1}").statusCode());
      server.endStreams();
      for (BufferedReader reader : readers) {
        assertEquals("complete", nextEvent(reader).at("/result/resultType").asString());
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void howManyEverWatchAResourceIsLookedAtOnceASecond() throws Exception {
    server.watched().set("a", "first");
    String asked = "{\"notifications\":{\"resourceSubscriptions\":[\"x://a\"]}}";
    List<Socket> sockets = new ArrayList<>();
    try {
      List<BufferedReader> readers = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        sockets.add(open("subscriptions/listen", asked));
        readers.add(reader(sockets.getLast()));
        nextEvent(readers.getLast());
      }
      int before = server.watched().looks();
      long began = System.nanoTime();
      TimeUnit.MILLISECONDS.sleep(2_500);
      server.watched().set("a", "second");
      for (BufferedReader each : readers) {
        updated(each, "x://a");
      }
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
      int looks = server.watched().looks() - before;
      assertTrue(looks <= seconds + 2, looks + " looks in " + seconds + " s");
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
