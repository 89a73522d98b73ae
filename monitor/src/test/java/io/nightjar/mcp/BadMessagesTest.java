package io.nightjar.mcp;

import static io.nightjar.mcp.McpClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.TestServer;
import io.nightjar.tool.FixtureTools;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class BadMessagesTest {
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

  /** Status and code of the error a body is answered with. */
  private String refusal(byte[] body) throws Exception {
    HttpResponse<String> response =
        server.send(server.to("/mcp").POST(BodyPublishers.ofByteArray(body)));
    JsonNode answer = json(response);
    assertEquals("2.0", answer.path("jsonrpc").asString(), response.body());
    assertFalse(answer.path("id").isNull(), response.body());
    assertFalse(response.body().contains("xception"), response.body());
    return response.statusCode() + " " + answer.path("error").path("code").asInt();
  }

  private String refusal(String body) throws Exception {
    return refusal(body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsNotJsonIsToldSo() throws Exception {
    assertEquals("400 -32700", refusal(""));
    assertEquals("400 -32700", refusal("{"));
    assertEquals("400 -32700", refusal("{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2}"));
    assertEquals("400 -32700", refusal("[".repeat(100_000)));
    assertEquals("400 -32700", refusal("{\"a\":".repeat(500)));
    assertEquals("400 -32700", refusal("{\"id\":" + "9".repeat(5_000) + "}"));
    assertEquals("400 -32700", refusal(new byte[] {'{', '"', (byte) 0xC3, '"', '}'}));
    assertEquals("400 -32700", refusal("{\"jsonrpc\":\"2.0\"}".getBytes(StandardCharsets.UTF_16)));
  }

  @Test
  void whatIsNoMessageIsToldSo() throws Exception {
    assertEquals("400 -32600", refusal("1"));
    assertEquals("400 -32600", refusal("null"));
    assertEquals("400 -32600", refusal("{}"));
    assertEquals("400 -32600", refusal("{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}"));
    for (String id : List.of("null", "1.5", "{}", "[1]", "true", '"' + "x".repeat(300) + '"')) {
      String body = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}";
      assertEquals("400 -32600", refusal(body), id);
    }
    assertEquals("400 -32600", refusal("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5}"));
    assertEquals("400 -32600", refusal("{\"jsonrpc\":\"2.0\",\"id\":1}"));
    assertEquals(
        "400 -32602", refusal("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[1]}"));
  }

  @Test
  void legacyErrorsComeWithStatus200AndTheRequestsId() throws Exception {
    HttpResponse<String> response = client.legacy("no/such", "{}");
    assertEquals(200, response.statusCode());
    assertEquals(-32601, json(response).path("error").path("code").asInt());
    assertEquals(1, json(response).path("id").asInt());
    JsonNode unknown = json(client.legacy("tools/call", "{\"name\":\"list_thing\"}")).path("error");
    assertEquals(-32602, unknown.path("code").asInt());
    assertTrue(unknown.path("message").asString().contains("did you mean list_things?"));
    JsonNode nameless = json(client.legacy("tools/call", "{\"arguments\":{}}")).path("error");
    assertEquals(-32602, nameless.path("code").asInt());
    JsonNode wrong =
        json(client.legacy("tools/call", "{\"name\":\"get_thing\",\"arguments\":[7]}"));
    assertEquals(-32602, wrong.path("error").path("code").asInt());
  }

  @Test
  void wrongArgumentsAreAResultTheModelCanLearnFrom() throws Exception {
    JsonNode result = json(client.callModern("list_things", "{\"limit\":\"all\"}")).path("result");
    assertTrue(result.path("isError").asBoolean());
    String text = result.path("content").path(0).path("text").asString();
    assertTrue(text.contains("limit: \"all\" came"), text);
    assertTrue(text.contains("a whole number from 1 to 1000"), text);
    assertTrue(text.contains("{\"limit\":3}"), text);
    JsonNode broken = json(client.callModern("broken", "{}")).path("result");
    assertTrue(broken.path("isError").asBoolean());
    assertFalse(broken.toString().contains("secret"));
    JsonNode forbidden = json(client.callModern("write_thing", "{}")).path("result");
    assertTrue(forbidden.path("isError").asBoolean());
  }

  @Test
  void batchesAreOfTheOldestRevisionOnly() throws Exception {
    String batch =
        """
        [{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"notifications/x"},
         {"jsonrpc":"2.0","id":"two","method":"tools/list"},{"id":3},
         {"jsonrpc":"2.0","id":4,"method":"initialize"}]""";
    HttpResponse<String> response = client.legacyBody("2025-03-26", batch);
    assertEquals(200, response.statusCode());
    JsonNode answers = json(response);
    assertEquals(4, answers.size());
    assertEquals("two", answers.path(1).path("id").asString());
    assertEquals(-32600, answers.path(2).path("error").path("code").asInt());
    assertEquals(-32600, answers.path(3).path("error").path("code").asInt());
    assertEquals(400, client.legacyBody("2025-06-18", batch).statusCode());
    assertEquals(400, client.legacyBody("2026-07-28", batch).statusCode());
    assertEquals("400 -32600", refusal("[]"));
    assertEquals("400 -32600", refusal("[" + "1,".repeat(60) + "1]"));
    assertEquals(
        202,
        client
            .legacyBody("2025-03-26", "[{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}]")
            .statusCode());
  }

  /** The answer to a right modern call of get_thing whose headers are changed. */
  private JsonNode withHeaders(Map<String, String> changed) throws Exception {
    HttpRequest right =
        client
            .modernRequest("tools/call", "{\"name\":\"get_thing\",\"arguments\":{\"id\":1}}")
            .build();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            right, (name, _) -> changed.keySet().stream().noneMatch(name::equalsIgnoreCase));
    changed.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            request.header(name, value);
          }
        });
    return json(server.send(request));
  }

  private int headerRefusal(String name, String value) throws Exception {
    return withHeaders(Map.of(name, value)).path("error").path("code").asInt();
  }

  @Test
  void headersMustAgreeWithTheBody() throws Exception {
    assertEquals(0, headerRefusal("Mcp-Name", "=?base64?Z2V0X3RoaW5n?="));
    assertEquals(0, headerRefusal("Mcp-Name", "get_thing"));
    assertEquals(-32020, headerRefusal("Mcp-Name", "=?base64?Z2V0X3RoaW5nMQ?="));
    assertEquals(-32020, headerRefusal("Mcp-Name", "=?base64?Z2V0X3RoaW5nMQ=?="));
    assertEquals(-32020, headerRefusal("Mcp-Name", "=?base64?!?="));
    assertEquals(-32020, headerRefusal("Mcp-Name", "=?base64?="));
    assertEquals(-32020, headerRefusal("Mcp-Name", "=?base64?gICA?="));
    assertEquals(-32020, headerRefusal("Mcp-Name", "list_things"));
    assertEquals(-32020, headerRefusal("Mcp-Name", ""));
    assertEquals(-32020, headerRefusal("Mcp-Method", "tools/list"));
    assertEquals(-32020, headerRefusal("Mcp-Method", "TOOLS/CALL"));
    assertEquals(-32020, headerRefusal("Mcp-Method", ""));
    assertEquals(-32020, headerRefusal("MCP-Protocol-Version", "2025-11-25"));
    assertEquals(-32020, headerRefusal("MCP-Protocol-Version", ""));
  }

  @Test
  void aVersionNobodyKnowsIsToldTheOnesThatAre() throws Exception {
    HttpResponse<String> response =
        client.legacyBody("1999-01-01", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
    assertEquals(400, response.statusCode());
    JsonNode error = json(response).path("error");
    assertEquals(-32022, error.path("code").asInt());
    assertEquals("1999-01-01", error.path("data").path("requested").asString());
    assertEquals("[\"2026-07-28\"]", error.path("data").path("supported").toString());
  }

  @Test
  void aModernRequestWithoutItsMetaIsRefused() throws Exception {
    HttpResponse<String> response =
        client.legacyBody("2026-07-28", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
    assertEquals(400, response.statusCode());
    assertEquals(-32602, json(response).path("error").path("code").asInt());
    assertEquals(404, client.modern("initialize", "{}").statusCode());
    assertEquals(404, client.modern("logging/setLevel", "{}").statusCode());
  }

  @Test
  void nobodyGetsInWithoutAToken() throws Exception {
    String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}";
    for (String path : List.of("/mcp", "/lua/rest/v2/exec/llm/mcp.lua")) {
      HttpResponse<String> response =
          server.send(server.bare(path).POST(BodyPublishers.ofString(body)));
      assertEquals(401, response.statusCode());
    }
  }
}
