package io.nightjar.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.TestServer;
import io.nightjar.account.Role;
import io.nightjar.tool.FixtureTools;
import io.nightjar.tool.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RestTest {
  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() {
    server = new TestServer(folder, FixtureTools.all());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> call(String tool, String arguments) throws Exception {
    return server.post("/api/v1/tools/" + tool, arguments);
  }

  private static JsonNode error(HttpResponse<String> response) throws Exception {
    return Json.parse(response.body()).path("error");
  }

  @Test
  void aToolAnswersItsStructuredContent() throws Exception {
    HttpResponse<String> response = call("list_things", "{\"limit\":2}");
    assertEquals(200, response.statusCode(), response.body());
    JsonNode result = Json.parse(response.body()).path("result");
    assertEquals(2, result.path("returned").asInt());
    assertEquals(300, result.path("total").asInt());
    assertTrue(result.path("truncated").asBoolean());
    assertEquals("live", result.path("source").asString());
    assertEquals("2026-11-22T12:00:00Z", result.path("as_of").asString());
    assertEquals(0, result.path("rows").path(0).path(0).asInt());
  }

  @Test
  void noBodyMeansNoArguments() throws Exception {
    HttpResponse<String> response = call("list_things", "");
    assertEquals(25, Json.parse(response.body()).path("result").path("returned").asInt());
  }

  @Test
  void errorsTellWhatCameAndWhatIsAllowed() throws Exception {
    HttpResponse<String> response = call("list_things", "{\"limit\":5000}");
    assertEquals(400, response.statusCode());
    assertEquals("invalid_arguments", error(response).path("code").asString());
    assertEquals("limit: 5000 came", error(response).path("message").asString());
    assertTrue(error(response).path("hint").asString().contains("from 1 to 1000"));
    assertTrue(error(response).path("hint").asString().contains("{\"limit\":3}"));
  }

  @Test
  void statusesTellKindsOfProblems() throws Exception {
    assertEquals(404, call("get_thing", "{\"id\":5000}").statusCode());
    assertEquals(404, call("list_thing", "{}").statusCode());
    assertEquals("unknown_tool", error(call("list_thing", "{}")).path("code").asString());
    assertTrue(error(call("list_thing", "{}")).path("hint").asString().contains("list_things"));
    assertEquals(403, call("write_thing", "{}").statusCode());
    assertEquals(400, call("get_thing", "[1]").statusCode());
    assertEquals(400, call("get_thing", "{\"id\":1,\"id\":2}").statusCode());
    assertEquals(400, call("get_thing", "[".repeat(5_000)).statusCode());
    assertEquals(401, server.send(server.bare("/api/v1/tools")).statusCode());
  }

  @Test
  void aBrokenToolTellsNothingButANumber() throws Exception {
    HttpResponse<String> response = call("broken", "{}");
    assertEquals(500, response.statusCode());
    assertFalse(response.body().contains("secret"), response.body());
    assertFalse(response.body().contains("Exception"), response.body());
    assertTrue(error(response).path("hint").asString().matches(".*incident [0-9a-f]{12}"));
  }

  @Test
  void aRoleSeesAndCallsWhatItMay() throws Exception {
    JsonNode seen = Json.parse(server.get("/api/v1/tools").body()).path("tools");
    assertFalse(seen.toString().contains("write_thing"));
    var analyst =
        server
            .bare("/api/v1/tools/write_thing")
            .header("Authorization", "Token " + server.token(Role.ANALYST));
    HttpResponse<String> response = server.send(analyst.POST(BodyPublishers.ofString("{}")));
    assertEquals(200, response.statusCode(), response.body());
  }

  @Test
  void openApiNamesEveryTool() throws Exception {
    JsonNode document = Json.parse(server.get("/api/v1/openapi.json").body());
    assertEquals("3.1.0", document.path("openapi").asString());
    assertTrue(document.path("paths").has("/api/v1/tools/list_things"));
    assertFalse(document.path("paths").has("/api/v1/tools/write_thing"));
  }

  @Test
  void healthTellsStrangersOneWordAndHoldersMore() throws Exception {
    assertEquals("{\"status\":\"ok\"}", server.send(server.bare("/health")).body());
    JsonNode known = Json.parse(server.get("/health").body());
    assertEquals(12, known.path("sources").path(0).path("packets").asInt());
    assertEquals(10, known.path("queues").path(0).path("capacity").asInt());
  }

  @Test
  void metricsCountCalls() throws Exception {
    call("list_things", "{}");
    String text = server.get("/metrics").body();
    assertTrue(
        text.contains("nightjar_tool_calls_total{outcome=\"answered\",tool=\"list_things\"} 1\n"),
        text);
    assertTrue(
        text.contains("nightjar_http_requests_total{route=\"/api/v1/tools/\",status=\"200\"} 1\n"),
        text);
    assertEquals(
        text.lines().filter(line -> line.startsWith("# TYPE")).distinct().count(),
        text.lines().filter(line -> line.startsWith("# TYPE")).count());
  }
}
