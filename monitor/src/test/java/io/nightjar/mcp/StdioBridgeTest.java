package io.nightjar.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.TestServer;
import io.nightjar.account.Role;
import io.nightjar.tool.FixtureTools;
import io.nightjar.tool.Json;
import io.nightjar.tool.SetExpectedServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@Timeout(60)
class StdioBridgeTest {
  private static final String WRITE =
      "{\"name\":\"set_expected_servers\",\"arguments\":{\"kind\":\"ntp\","
          + "\"servers\":[\"192.0.2.1\"],\"reason\":\"our clock\"}}";

  @TempDir Path folder;
  private final FixtureTools.Slow slow = new FixtureTools.Slow();
  private final PipedOutputStream input = new PipedOutputStream();
  private final Told told = new Told();
  private TestServer server;
  private Thread bridge;

  @BeforeEach
  void start() throws Exception {
    server =
        new TestServer(
            folder,
            List.of(
                slow,
                new FixtureTools.ListThings(300),
                new FixtureTools.Sql(),
                new SetExpectedServers()));
    connect("http://127.0.0.1:" + server.port() + "/mcp", server.token(Role.ANALYST));
  }

  private void connect(String url, String token) throws Exception {
    PipedInputStream in = new PipedInputStream(input, 1 << 20);
    bridge =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (StdioBridge running = new StdioBridge(URI.create(url), token, told)) {
                    running.run(in);
                  } catch (IOException | InterruptedException e) {
                    throw new AssertionError(e);
                  }
                });
  }

  @AfterEach
  void stop() throws Exception {
    input.close();
    bridge.join();
    server.close();
  }

  private void say(String line) throws IOException {
    input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  private JsonNode heard() throws Exception {
    String line = told.lines.poll(20, TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("nothing is said");
    }
    return Json.parse(line);
  }

  private void nothingMoreIsSaid() throws Exception {
    bridge.join();
    assertEquals(List.of(), List.copyOf(told.lines));
  }

  /** What the client is told, by line. */
  private static final class Told extends ByteArrayOutputStream {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @Override
    public void flush() {
      String line = toString(StandardCharsets.UTF_8);
      reset();
      assertEquals(line.length() - 1, line.indexOf('\n'), "one line at a time");
      lines.add(line);
    }
  }

  private static String request(Object id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%s,\"method\":\"%s\",\"params\":%s}"
        .formatted(id, method, params);
  }

  private static String modern(int id, String method, String params, String capabilities)
      throws Exception {
    ObjectNode body = McpClient.modernBody(method, params).put("id", id);
    ((ObjectNode) body.at("/params/_meta"))
        .set("io.modelcontextprotocol/clientCapabilities", Json.parse(capabilities));
    return Json.text(body);
  }

  @Test
  void aLegacyClientInitializesListsCallsAndIsAsked() throws Exception {
    say(
        request(
            1,
            "initialize",
            "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"elicitation\":{}}}"));
    assertEquals("2025-06-18", heard().at("/result/protocolVersion").asString());
    say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    say(request("\"two\"", "tools/list", "{}"));
    JsonNode listed = heard();
    assertEquals("two", listed.path("id").asString());
    assertEquals(4, listed.at("/result/tools").size());
    say(request(3, "tools/call", WRITE));
    JsonNode asked = heard();
    assertEquals("elicitation/create", asked.path("method").asString());
    say(
        "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":{\"action\":\"accept\",\"content\":{\"confirm\":true}}}"
            .formatted(asked.path("id")));
    JsonNode done = heard();
    assertEquals(3, done.path("id").asInt());
    assertEquals("done", done.at("/result/structuredContent/status").asString(), done.toString());
  }

  @Test
  void aModernClientDiscoversListensIsAskedAndToldOfChanges() throws Exception {
    say(modern(1, "server/discover", "{}", "{}"));
    assertEquals("2026-07-28", heard().at("/result/supportedVersions/0").asString());
    say(modern(2, "subscriptions/listen", "{\"notifications\":{\"toolsListChanged\":true}}", "{}"));
    assertEquals("notifications/subscriptions/acknowledged", heard().path("method").asString());
    server.changes().toolsListChanged();
    assertEquals("notifications/tools/list_changed", heard().path("method").asString());
    say(modern(3, "tools/call", WRITE, "{\"elicitation\":{}}"));
    JsonNode asked = heard().path("result");
    assertEquals("input_required", asked.path("resultType").asString());
    ObjectNode again =
        McpClient.parse(WRITE).put("requestState", asked.path("requestState").asString());
    again
        .putObject("inputResponses")
        .putObject("confirm")
        .put("action", "accept")
        .putObject("content")
        .put("confirm", true);
    say(modern(4, "tools/call", Json.text(again), "{\"elicitation\":{}}"));
    assertEquals("done", heard().at("/result/structuredContent/status").asString());
    server.endStreams();
    JsonNode end = heard();
    assertEquals(2, end.path("id").asInt());
    assertEquals("complete", end.at("/result/resultType").asString());
  }

  @Test
  void aLegacyClientIsToldOfWhatItSubscribedTo() throws Exception {
    server.watched().set("a", "first");
    say(request(1, "initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}"));
    assertTrue(heard().has("result"));
    say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    say(request(2, "resources/subscribe", "{\"uri\":\"x://a\"}"));
    assertEquals("{}", heard().path("result").toString());
    server.watched().set("a", "second");
    JsonNode updated = heard();
    assertEquals("notifications/resources/updated", updated.path("method").asString());
    assertEquals("x://a", updated.at("/params/uri").asString());
  }

  @Test
  void aModernCallIsCancelledAndNothingMoreIsSaidOfIt() throws Exception {
    say(modern(5, "tools/call", "{\"name\":\"slow\",\"arguments\":{}}", "{}"));
    Thread.sleep(700);
    say(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":5}}");
    assertTrue(slow.interrupted().await(10, TimeUnit.SECONDS));
    say(modern(6, "tools/list", "{}", "{}"));
    assertEquals(6, heard().path("id").asInt());
    input.close();
    nothingMoreIsSaid();
  }

  @Test
  void aLegacyCallIsCancelledAtTheMonitor() throws Exception {
    say(request(1, "initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}"));
    assertTrue(heard().has("result"));
    say(request(2, "tools/call", "{\"name\":\"slow\",\"arguments\":{}}"));
    Thread.sleep(500);
    say(
        "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":2}}");
    assertTrue(slow.interrupted().await(10, TimeUnit.SECONDS));
  }

  @Test
  void progressComesThrough() throws Exception {
    String call =
        "{\"name\":\"slow\",\"arguments\":{\"millis\":2500},\"_meta\":{\"progressToken\":9}}";
    say(modern(1, "tools/call", call, "{}"));
    JsonNode told = heard();
    assertEquals("notifications/progress", told.path("method").asString());
    assertEquals(9, told.at("/params/progressToken").asInt());
  }

  @Test
  void badLinesAreAnsweredAndTheRestGoesOn() throws Exception {
    say("");
    say("   \r");
    say("{\"jsonrpc\":");
    assertEquals(-32700, heard().at("/error/code").asInt());
    input.write(new byte[] {'{', '"', (byte) 0xC3, '"', '}', '\n'});
    assertEquals(-32700, heard().at("/error/code").asInt());
    say("{\"jsonrpc\":\"2.0\",\"id\":8,\"method\":5}");
    JsonNode wrong = heard();
    assertEquals(-32600, wrong.at("/error/code").asInt());
    assertEquals(8, wrong.path("id").asInt());
    say("\"" + "x".repeat(StdioBridge.LONGEST_LINE) + "\"");
    assertTrue(heard().at("/error/message").asString().contains("1 MiB"));
    say(modern(9, "tools/call", "{\"name\":\"no/such\\nname ü\"}", "{}"));
    assertEquals(-32602, heard().at("/error/code").asInt());
    say("[" + request(10, "ping", "{}") + "]");
    assertEquals(10, heard().at("/0/id").asInt());
    say(request(11, "no/such", "{}"));
    assertEquals(-32601, heard().at("/error/code").asInt());
  }

  @Test
  void answersThatAreDueComeAfterTheInputHasEnded() throws Exception {
    say(request(1, "tools/call", "{\"name\":\"slow\",\"arguments\":{\"millis\":800}}"));
    say(modern(2, "subscriptions/listen", "{\"notifications\":{}}", "{}"));
    assertFalse(heard().path("method").isMissingNode());
    input.close();
    assertEquals(1, heard().path("id").asInt());
    nothingMoreIsSaid();
  }
}
