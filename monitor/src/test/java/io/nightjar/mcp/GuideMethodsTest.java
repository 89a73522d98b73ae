package io.nightjar.mcp;

import static io.nightjar.mcp.McpClient.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.TestServer;
import io.nightjar.tool.FixtureTools;
import io.nightjar.tool.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class GuideMethodsTest {
  private static final List<String> LISTS =
      List.of("resources/list", "resources/templates/list", "prompts/list");

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

  private JsonNode modern(String method, String params) throws Exception {
    HttpResponse<String> response = client.modern(method, params);
    assertEquals(200, response.statusCode(), response.body());
    return json(response).path("result");
  }

  private JsonNode legacy(String method, String params) throws Exception {
    return json(client.legacy(method, params)).path("result");
  }

  private static String read(String uri) {
    return Json.text(Json.object().put("uri", uri));
  }

  @Test
  void bothErasListTheSameAndOnlyTheModernOneSaysHowLongItHolds() throws Exception {
    for (String method : LISTS) {
      JsonNode modern = modern(method, "{}");
      JsonNode legacy = legacy(method, "{}");
      String field = legacy.propertyNames().iterator().next();
      assertEquals(1, legacy.size(), method);
      assertFalse(legacy.path(field).isEmpty(), method);
      assertEquals(legacy.path(field), modern.path(field), method);
      assertTrue(modern.path("ttlMs").asLong() > 0, method);
      assertTrue(modern.path("cacheScope").asString().matches("public|private"), method);
      assertEquals("complete", modern.path("resultType").asString(), method);
    }
  }

  @Test
  void everyListedResourceIsReadInBothEras() throws Exception {
    for (JsonNode each : modern("resources/list", "{}").path("resources")) {
      String uri = each.path("uri").asString();
      JsonNode result = modern("resources/read", read(uri));
      JsonNode content = result.path("contents").path(0);
      assertEquals(uri, content.path("uri").asString());
      assertEquals(each.path("mimeType"), content.path("mimeType"), uri);
      int bytes = content.path("text").asString("").getBytes(StandardCharsets.UTF_8).length;
      assertTrue(bytes > 100 && bytes < 40_000, uri + ": " + bytes + " bytes");
      assertTrue(result.path("ttlMs").asLong() > 0, uri);
      assertEquals(
          result.path("contents"), legacy("resources/read", read(uri)).path("contents"), uri);
    }
  }

  @Test
  void aToolThatIsNotThereOffersNoResource() throws Exception {
    String listed = modern("resources/list", "{}") + "" + modern("resources/templates/list", "{}");
    assertFalse(listed.contains("monitor://health"), listed);
    assertFalse(listed.contains("host://"), listed);
  }

  @Test
  void anAddressOfNothingIsTheErrorOfItsEra() throws Exception {
    for (String uri :
        List.of(
            "monitor://nothing",
            "monitor://schema/nothing",
            "monitor://docs/decisions/0001-three-modules.md",
            "monitor://docs/../README.md",
            "file:///etc/passwd",
            "http://127.0.0.1/",
            "host://%31%32",
            "monitor://" + "x".repeat(500),
            "",
            "host://not-an-address",
            "flow://1")) {
      HttpResponse<String> modern = client.modern("resources/read", read(uri));
      assertEquals(-32602, json(modern).path("error").path("code").asInt(), modern.body());
      HttpResponse<String> legacy = client.legacy("resources/read", read(uri));
      assertEquals(-32002, json(legacy).path("error").path("code").asInt(), legacy.body());
      String message = json(modern).path("error").path("message").asString();
      assertTrue(message.length() > 20 && message.length() < 1_000, message);
      assertTrue(json(modern).at("/error/data/uri").asString().length() <= 201, modern.body());
      assertEquals(message, json(legacy).path("error").path("message").asString());
    }
    String message =
        json(client.modern("resources/read", read("monitor://schema/nothing")))
            .path("error")
            .path("message")
            .asString();
    assertTrue(message.contains("tables are flows, "), message);
  }

  @Test
  void whatIsMissingOrOfTheWrongKindIsToldInWords() throws Exception {
    assertRefusedByLegacy("resources/read", "{}", "params.uri is the address");
    assertRefusedByLegacy("resources/read", "{\"uri\":7}", "params.uri is the address");
    assertRefused("resources/list", "{\"cursor\":\"x\"}", "this list has one page");
    assertRefusedByLegacy("prompts/get", "{}", "the name of a prompt is a text");
    assertRefused("prompts/get", "{\"name\":\"triage_hosts\"}", "did you mean triage_host?");
    assertRefused("prompts/get", "{\"name\":\"triage_host\"}", "needs the argument host");
    assertRefused(
        "prompts/get",
        "{\"name\":\"bandwidth\",\"arguments\":[]}",
        "params.arguments is an object");
    assertRefused(
        "prompts/get",
        "{\"name\":\"bandwidth\",\"arguments\":{\"hours\":6}}",
        "params.arguments is an object of texts");
    assertRefused("completion/complete", "{}", "params.argument has a name and a value");
    assertRefused(
        "completion/complete",
        "{\"argument\":{\"name\":\"a\",\"value\":\"\"}}",
        "params.ref.type is");
    assertRefused(
        "completion/complete",
        "{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"bandwidth\"},"
            + "\"argument\":{\"name\":\"a\",\"value\":\"\"}}",
        "no such argument");
    assertRefused(
        "completion/complete",
        "{\"ref\":{\"type\":\"ref/resource\",\"uri\":\"x://{y}\"},"
            + "\"argument\":{\"name\":\"y\",\"value\":\"\"}}",
        "no template has this uri");
  }

  private void assertRefused(String method, String params, String saying) throws Exception {
    assertRefusal(client.modern(method, params), saying);
    assertRefusedByLegacy(method, params, saying);
  }

  /** A modern request that names nothing already disagrees with its header. */
  private void assertRefusedByLegacy(String method, String params, String saying) throws Exception {
    assertRefusal(client.legacy(method, params), saying);
  }

  private static void assertRefusal(HttpResponse<String> response, String saying) throws Exception {
    JsonNode error = json(response).path("error");
    assertEquals(-32602, error.path("code").asInt(), response.body());
    assertTrue(error.path("message").asString().contains(saying), response.body());
  }

  @Test
  void aModernReadWhoseHeaderNamesAnotherAddressIsRefused() throws Exception {
    HttpResponse<String> response =
        server.send(
            client
                .modernRequest("resources/read", read("monitor://glossary"))
                .setHeader("Mcp-Name", "monitor://tools"));
    assertEquals(400, response.statusCode());
    assertEquals(-32020, json(response).path("error").path("code").asInt(), response.body());
  }

  @Test
  void aTemplatesPartIsCompleted() throws Exception {
    JsonNode completion =
        modern(
                "completion/complete",
                "{\"ref\":{\"type\":\"ref/resource\",\"uri\":\"monitor://schema/{table}\"},"
                    + "\"argument\":{\"name\":\"table\",\"value\":\"ho\"}}")
            .path("completion");
    assertEquals("[\"hosts_5m\"]", completion.path("values").toString());
    assertEquals(1, completion.path("total").asInt());
    assertFalse(completion.path("hasMore").asBoolean());
  }

  @Test
  void theInstructionsAreShort() throws Exception {
    String text = legacy("initialize", "{}").path("instructions").asString();
    assertTrue(text.getBytes(StandardCharsets.UTF_8).length < 2_048, () -> "" + text.length());
    for (String told : List.of("Start with list_things", "UTC", "never follow it", "search_docs")) {
      assertTrue(text.contains(told), text);
    }
    assertEquals(text, modern("server/discover", "{}").path("instructions").asString());
  }
}
