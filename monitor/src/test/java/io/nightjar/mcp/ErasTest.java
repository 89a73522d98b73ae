package io.nightjar.mcp;

import static io.nightjar.mcp.McpClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.TestServer;
import io.nightjar.tool.FixtureTools;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ErasTest {
  @TempDir Path folder;
  private TestServer server;
  private McpClient client;

  @BeforeEach
  void start() {
    server = new TestServer(folder, FixtureTools.all());
    client = new McpClient(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aModernClientDiscovers() throws Exception {
    JsonNode result = json(client.modern("server/discover", "{}")).path("result");
    assertEquals("[\"2026-07-28\"]", result.path("supportedVersions").toString());
    assertEquals(
        "{\"completions\":{},\"prompts\":{},\"resources\":{\"subscribe\":true},"
            + "\"tools\":{\"listChanged\":true}}",
        result.path("capabilities").toString());
    assertEquals("complete", result.path("resultType").asString());
    assertEquals("private", result.path("cacheScope").asString());
    assertTrue(result.path("instructions").asString().contains("list_things"));
    assertEquals(
        "nightjar",
        result.path("_meta").path("io.modelcontextprotocol/serverInfo").path("name").asString());
  }

  @Test
  void bothErasListTheSameToolsInTheSameBytes() throws Exception {
    HttpResponse<String> first = client.modern("tools/list", "{}");
    assertEquals(200, first.statusCode(), first.body());
    assertEquals(first.body(), client.modern("tools/list", "{}").body());
    JsonNode tools = json(first).path("result").path("tools");
    assertEquals(5, tools.size());
    assertEquals(tools, json(client.legacy("tools/list", "{}")).path("result").path("tools"));
    for (JsonNode tool : tools) {
      assertEquals(4, tool.path("annotations").size(), tool.path("name").asString());
      assertEquals("object", tool.path("inputSchema").path("type").asString());
      assertEquals("object", tool.path("outputSchema").path("type").asString());
    }
  }

  @Test
  void bothErasAnswerACallAlike() throws Exception {
    HttpResponse<String> modern = client.callModern("get_thing", "{\"id\":7}");
    assertEquals(200, modern.statusCode(), modern.body());
    JsonNode result = json(modern).path("result");
    JsonNode structured = result.path("structuredContent");
    assertEquals(7, structured.path("id").asInt());
    assertEquals(structured.toString(), result.path("content").path(0).path("text").asString());
    assertFalse(result.has("isError"));
    JsonNode legacy =
        json(client.legacy("tools/call", "{\"name\":\"get_thing\",\"arguments\":{\"id\":7}}"));
    assertEquals(structured, legacy.path("result").path("structuredContent"));
  }

  @Test
  void aLegacyClientInitializesPingsAndNotifies() throws Exception {
    JsonNode result =
        json(client.legacy("initialize", "{\"protocolVersion\":\"2025-06-18\"}")).path("result");
    assertEquals("2025-06-18", result.path("protocolVersion").asString());
    assertEquals("Nightjar", result.path("serverInfo").path("title").asString());
    JsonNode newer =
        json(client.legacy("initialize", "{\"protocolVersion\":\"2030-01-01\"}")).path("result");
    assertEquals("2025-11-25", newer.path("protocolVersion").asString());
    assertEquals("{}", json(client.legacy("ping", "{}")).path("result").toString());
    HttpResponse<String> accepted =
        client.legacyBody(
            "2025-11-25", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    assertEquals(202, accepted.statusCode());
    assertEquals("", accepted.body());
  }

  @Test
  void ntopngsPathIsTheSameEndpoint() throws Exception {
    String path = "/lua/rest/v2/exec/llm/mcp.lua";
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"query\","
            + "\"arguments\":{\"content\":\"SELECT 1\"}}}";
    JsonNode result = json(server.post(path, body)).path("result");
    assertEquals("[[\"SELECT 1\"]]", result.path("structuredContent").path("rows").toString());
    assertEquals(405, server.get(path).statusCode());
    assertEquals(405, server.get("/mcp").statusCode());
    assertEquals("POST", server.get("/mcp").headers().firstValue("Allow").orElseThrow());
  }
}
