package io.nightjar.mcp;

import static io.nightjar.mcp.McpClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.TestServer;
import io.nightjar.account.Role;
import io.nightjar.http.RequestLimits;
import io.nightjar.tool.FixtureTools;
import io.nightjar.tool.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What clients of 2025-11-25 and before hear of changes. */
@Timeout(60)
class LegacyStreamsTest {
  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() {
    server =
        new TestServer(
            folder, FixtureTools.all(), new RequestLimits.Config(10_000, 2_000, 10_000, 2_000));
    server.watched().set("a", "first");
    server.watched().set("b", "first");
    server.watched().set("admin", "first");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpRequest.Builder in(String session) {
    return server
        .to("/mcp")
        .header("Accept", "application/json, text/event-stream")
        .header("MCP-Protocol-Version", "2025-11-25")
        .header("Mcp-Session-Id", session);
  }

  private String session() throws Exception {
    return new McpClient(server)
        .legacy("initialize", "{\"protocolVersion\":\"2025-11-25\"}")
        .headers()
        .firstValue("Mcp-Session-Id")
        .orElseThrow();
  }

  private JsonNode ask(HttpRequest.Builder request, String method, String uri) throws Exception {
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/%s\",\"params\":{\"uri\":\"%s\"}}"
            .formatted(method, uri);
    return json(server.send(request.POST(BodyPublishers.ofString(body))));
  }

  private BufferedReader stream(String session) throws Exception {
    var response = server.open(in(session).GET());
    assertEquals(200, response.statusCode());
    assertEquals("text/event-stream", response.headers().firstValue("Content-Type").orElseThrow());
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    assertEquals(":", reader.readLine(), "the stream is open");
    return reader;
  }

  private static String next(BufferedReader reader) throws Exception {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.startsWith("data: ")) {
        JsonNode message = Json.parse(line.substring("data: ".length()));
        return message.path("method").asString() + " " + message.at("/params/uri").asString("");
      }
    }
    return "end";
  }

  @Test
  void aSessionHearsOfTheResourcesItSubscribesToBeforeAndAfterItListens() throws Exception {
    String session = session();
    assertEquals("{}", ask(in(session), "subscribe", "x://a").path("result").toString());
    try (BufferedReader stream = stream(session);
        BufferedReader other = stream(session())) {
      assertEquals("{}", ask(in(session), "subscribe", "x://b").path("result").toString());
      server.watched().set("a", "second");
      assertEquals("notifications/resources/updated x://a", next(stream));
      server.watched().set("b", "second");
      assertEquals("notifications/resources/updated x://b", next(stream));
      assertEquals("{}", ask(in(session), "unsubscribe", "x://a").path("result").toString());
      server.watched().set("a", "third");
      server.watched().set("b", "third");
      assertEquals("notifications/resources/updated x://b", next(stream));
      server.changes().toolsListChanged();
      assertEquals("notifications/tools/list_changed ", next(stream));
      assertEquals("notifications/tools/list_changed ", next(other), "and of no resource");
      server.endStreams();
      assertEquals("end", next(stream));
    }
  }

  @Test
  void aClientThatListensAnewEndsItsOldStreamAndKeepsItsSubscriptions() throws Exception {
    String session = session();
    ask(in(session), "subscribe", "x://a");
    try (BufferedReader old = stream(session);
        BufferedReader current = stream(session)) {
      assertEquals("end", next(old));
      server.watched().set("a", "second");
      assertEquals("notifications/resources/updated x://a", next(current));
    }
  }

  @Test
  void nobodySubscribesInAnothersName() throws Exception {
    String session = session();
    HttpRequest.Builder thief =
        server
            .bare("/mcp")
            .header("Authorization", "Bearer " + server.token(Role.ADMIN))
            .header("Mcp-Session-Id", session);
    assertEquals("{}", ask(thief, "subscribe", "x://admin").path("result").toString());
    ask(in(session), "subscribe", "x://a");
    try (BufferedReader stream = stream(session)) {
      server.watched().set("admin", "second");
      server.watched().set("a", "second");
      assertEquals("notifications/resources/updated x://a", next(stream));
    }
  }

  @Test
  void whatCannotBeWatchedIsRefusedInWords() throws Exception {
    String session = session();
    for (String uri : List.of("x://none", "x://admin", "monitor://schema/flows", "..", "")) {
      JsonNode error = ask(in(session), "subscribe", uri).path("error");
      assertEquals(-32602, error.path("code").asInt(), uri);
      assertTrue(error.path("message").asString().contains("nothing to subscribe to"), uri);
    }
    JsonNode without = ask(server.to("/mcp"), "subscribe", "x://a").path("error");
    assertEquals(-32600, without.path("code").asInt());
    assertTrue(without.path("message").asString().contains("Mcp-Session-Id"));
    assertEquals("{}", ask(in(session), "unsubscribe", "x://none").path("result").toString());
  }

  @Test
  void onlyALegacySessionGetsAStream() throws Exception {
    HttpRequest.Builder bare = server.to("/mcp");
    String stream = "text/event-stream";
    List<HttpRequest.Builder> wrong =
        List.of(
            bare.copy().header("Accept", stream),
            bare.copy().header("Mcp-Session-Id", "s"),
            bare.copy().header("Mcp-Session-Id", "s".repeat(300)).header("Accept", stream),
            in("s").header("Last-Event-ID", "5"),
            in("s").HEAD(),
            bare.copy()
                .header("Accept", stream)
                .header("Mcp-Session-Id", "s")
                .header("MCP-Protocol-Version", "2026-07-28"));
    for (HttpRequest.Builder each : wrong) {
      HttpResponse<String> refused = server.send(each);
      assertEquals(405, refused.statusCode());
      assertEquals("POST", refused.headers().firstValue("Allow").orElse(null));
    }
    assertEquals(401, server.send(server.bare("/mcp").header("Accept", stream)).statusCode());
  }

  @Test
  void sessionsThatOnlySubscribeAreForgottenOldestFirst() throws Exception {
    String session = session();
    ask(in(session), "subscribe", "x://a");
    try (BufferedReader stream = stream(session)) {
      for (int i = 0; i < Subscriptions.MAX_OPEN + 10; i++) {
        assertEquals("{}", ask(in("s" + i), "subscribe", "x://a").path("result").toString());
      }
      server.watched().set("a", "second");
      assertEquals("notifications/resources/updated x://a", next(stream), "who listens is kept");
    }
  }
}
