package io.nightjar.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.TestServer;
import io.nightjar.account.AuditEntry;
import io.nightjar.account.AuditFilter;
import io.nightjar.account.AuditRow;
import io.nightjar.account.Role;
import io.nightjar.http.RequestLimits;
import io.nightjar.tool.Change;
import io.nightjar.tool.FixtureTools;
import io.nightjar.tool.Json;
import io.nightjar.tool.Tool;
import io.nightjar.tool.WriteTool;
import io.nightjar.tool.Writing;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the audit keeps of calls through MCP and REST. */
class AuditedCallsTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @TempDir Path folder;
  private TestServer server;
  private McpClient client;

  @BeforeEach
  void start() {
    List<Tool<?>> tools = new ArrayList<>(FixtureTools.all());
    tools.add(new ChangeThing());
    server = new TestServer(folder, tools);
    client = new McpClient(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** The rows of calls, oldest first, once there are so many. */
  private List<AuditEntry> calls(int many) throws InterruptedException {
    AuditFilter filter = new AuditFilter("admin", null, null, null, null);
    List<AuditRow> rows = List.of();
    for (int i = 0; i < 500 && rows.size() < many; i++) {
      Thread.sleep(20);
      rows = server.accounts().trail().newest(filter, 0, 1_000);
    }
    assertEquals(many, rows.size());
    return rows.reversed().stream().map(AuditRow::entry).toList();
  }

  @Test
  void aModernCallTellsItsClientAndTrace() throws Exception {
    var _ =
        client.modern(
            "tools/call",
            """
            {"name":"list_things","arguments":{"limit":2},"_meta":{
              "io.modelcontextprotocol/clientInfo":{"name":"agent\\u202e","version":"1.2"},
              "traceparent":"00-%s-b7ad6b7169203331-01"}}"""
                .formatted(TRACE));
    AuditEntry row = calls(1).getFirst();
    assertEquals("list_things", row.action());
    assertEquals("agent 1.2", row.visit().client());
    assertEquals(TRACE, row.visit().trace());
    assertEquals("/mcp", row.visit().door());
    assertEquals("127.0.0.1", row.visit().address());
    assertEquals("{\"limit\":2}", row.detail());
    assertEquals("VIEWER-1", row.tokenName());
    assertEquals(AuditEntry.ANSWERED, row.result().outcome());
    assertEquals(2, row.result().rows());
    assertTrue(row.result().bytes() > 100);
  }

  @Test
  void aLegacyClientIsKnownByItsSession() throws Exception {
    HttpResponse<String> hello =
        client.legacy(
            "initialize",
            "{\"protocolVersion\":\"2025-11-25\",\"clientInfo\":{\"name\":\"Old Agent\",\"version\":\"7\"}}");
    String session = hello.headers().firstValue("Mcp-Session-Id").orElseThrow();
    for (String sent : List.of(session, "x." + "A".repeat(5_000), "é.%%", "plain", ".")) {
      var _ =
          server.send(
              server
                  .to("/mcp")
                  .header("Mcp-Session-Id", sent.replace('é', 'e'))
                  .header("User-Agent", "legacy/1")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"list_things\",\"_meta\":{\"traceparent\":\"nonsense\"}}}")));
    }
    List<AuditEntry> rows = calls(5);
    assertEquals("Old Agent 7", rows.getFirst().visit().client());
    for (AuditEntry row : rows.subList(1, 5)) {
      assertEquals("legacy/1", row.visit().client());
      assertEquals("", row.visit().trace());
    }
  }

  @Test
  void everyOutcomeOfEveryDoorHasItsRow() throws Exception {
    server.post("/api/v1/tools/list_things", "{}");
    server.post("/api/v1/tools/list_things", "{\"limit\":5000}");
    server.post("/api/v1/tools/write_thing", "{}");
    server.post("/api/v1/tools/get_thing", "{\"id\":5000}");
    server.post("/api/v1/tools/broken", "{}");
    server.post("/api/v1/tools/no_such", "{}");
    client.callModern("broken", "{}");
    client.legacy("tools/call", "{\"name\":\"no\\u0000such\"}");
    client.legacyBody(
        "2025-03-26",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"list_things\"}},"
            + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"write_thing\"}}]");
    assertEquals(
        List.of(
            "list_things answered",
            "list_things invalid",
            "write_thing forbidden",
            "get_thing not_found",
            "broken failed",
            "no_such unknown_tool",
            "broken failed",
            "nosuch unknown_tool",
            "list_things answered",
            "write_thing forbidden"),
        calls(10).stream().map(row -> row.action() + " " + row.result().outcome()).toList());
    assertEquals(Optional.empty(), server.accounts().trail().verify(Optional.empty()).broken());
  }

  @Test
  void secretsAreMaskedAndLongArgumentsCut() throws Exception {
    String token = server.viewer();
    server.post(
        "/api/v1/tools/list_things",
        """
        {"password":"hunter2","nested":{"apiKey":"hunter2","list":[{"client_secret":["hunter2"]}]},
         "community":"hunter2","note":"%s"}"""
            .formatted(token));
    server.post("/api/v1/tools/list_things", "{\"note\":\"" + "x".repeat(500_000) + "\"}");
    server.post("/api/v1/tools/query", "{\"content\":\"SELECT '" + token + "'\"}");
    server.post("/api/v1/tools/query", "{\"sql\":\"" + "y".repeat(100_000) + "\"}");
    List<AuditEntry> rows = calls(4);
    for (AuditEntry row : rows) {
      assertFalse(row.toString().contains("hunter2"), row.detail());
      assertFalse(row.toString().contains(token), row.detail());
      assertTrue(row.detail().length() < 2_100);
      assertTrue(row.sql().length() < 4_100);
    }
    assertTrue(rows.get(1).detail().endsWith("… (500011 characters)"), rows.get(1).detail());
    assertEquals("SELECT '***'", rows.get(2).sql());
    assertEquals("{}", rows.get(2).detail());
  }

  /** Tells what it would do. */
  private record ChangeThing() implements WriteTool<FixtureTools.Nothing> {
    @Override
    public Card card() {
      return new Card("change_thing", "Change", "Changes a thing.", "{}", Role.ANALYST, true);
    }

    @Override
    public Nature nature() {
      return new Nature("change_thing", false, true, false);
    }

    @Override
    public Class<FixtureTools.Nothing> arguments() {
      return FixtureTools.Nothing.class;
    }

    @Override
    public Writing writing(FixtureTools.Nothing arguments) {
      return new Writing("to see it audited", true, null, null);
    }

    @Override
    public Change plan(Connection connection, FixtureTools.Nothing arguments) {
      return new Change("thing", "nothing is done", Json.object(), _ -> {});
    }
  }

  private HttpResponse<String> write(String token) throws Exception {
    return server.send(
        server
            .bare("/api/v1/tools/change_thing")
            .header("Authorization", "Token " + token)
            .POST(BodyPublishers.ofString("{}")));
  }

  @Test
  void aChangeIsWrittenDownBeforeAndAfterOrNotMade() throws Exception {
    String analyst = server.token(Role.ANALYST);
    assertEquals(200, write(analyst).statusCode());
    assertEquals(
        List.of("begun", "answered"),
        calls(2).stream().map(row -> row.result().outcome()).toList());
    fillDisk();
    HttpResponse<String> refused = write(analyst);
    for (int i = 0; i < 200 && refused.statusCode() == 200; i++) {
      refused = write(analyst); // a page has room for some
    }
    assertEquals(503, refused.statusCode());
    assertTrue(refused.body().contains("the audit cannot be written now"), refused.body());
    assertEquals(200, server.post("/api/v1/tools/list_things", "{}").statusCode());
  }

  private void fillDisk() {
    var _ =
        server
            .accounts()
            .database()
            .write(
                connection -> {
                  try (Statement statement = connection.createStatement();
                      ResultSet row = statement.executeQuery("PRAGMA max_page_count = 1")) {
                    return row.getLong(1); // as large as it is now
                  }
                });
  }

  @Test
  void whoSendsTooFastGetsAnErrorOfJsonRpc() throws Exception {
    try (TestServer slow =
        new TestServer(
            folder.resolve("slow"),
            FixtureTools.all(),
            new RequestLimits.Config(1, 8, 1_000, 64))) {
      McpClient fast = new McpClient(slow);
      HttpResponse<String> response = fast.modern("tools/list", "{}");
      for (int i = 0; i < 20 && response.statusCode() == 200; i++) {
        response = fast.modern("tools/list", "{}");
      }
      assertEquals(429, response.statusCode());
      assertTrue(response.headers().firstValue("Retry-After").isPresent());
      JsonNode error = Json.parse(response.body());
      assertEquals("2.0", error.path("jsonrpc").asString());
      assertEquals(-32603, error.path("error").path("code").asInt());
      assertEquals("too_many_requests", error.path("error").path("data").path("code").asString());
    }
  }

  @Test
  void noLineOfTheLogCarriesAToken() throws Exception {
    List<String> lines = new ArrayList<>();
    Handler all =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            lines.add(
                line.getMessage()
                    + List.of(line.getParameters() == null ? new Object[0] : line.getParameters())
                    + line.getThrown());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    root.addHandler(all);
    try {
      String wrong = "nj_" + "W".repeat(43);
      server.post("/api/v1/tools/broken", "{\"token\":\"" + server.viewer() + "\"}");
      server.post("/api/v1/tools/broken", "{}");
      server.get("/health?token=" + server.viewer());
      for (int i = 0; i < 30; i++) {
        server.send(server.bare("/metrics").header("Authorization", "Bearer " + wrong));
      }
      assertFalse(lines.isEmpty(), "the broken tool is logged");
      for (String line : lines) {
        assertFalse(line.contains(server.viewer()) || line.contains(wrong), line);
      }
    } finally {
      root.removeHandler(all);
    }
  }
}
