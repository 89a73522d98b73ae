package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nightjar.tool.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Someone with a token, who asks over REST and over both eras of MCP. */
record Client(String url, String token) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String MODERN = "2026-07-28";
  private static final String LEGACY = "2025-11-25";
  private static final String DATA = "data: ";

  /** The result of a tool over REST, which must answer. */
  JsonNode call(String tool, String arguments) {
    HttpResponse<String> response = post(tool, arguments);
    assertEquals(200, response.statusCode(), response.body());
    return json(response).path("result");
  }

  /** A call over REST. */
  HttpResponse<String> post(String tool, String arguments) {
    return send(to("/api/v1/tools/" + tool).POST(BodyPublishers.ofString(arguments)));
  }

  HttpResponse<String> get(String path) {
    return send(to(path));
  }

  /** A request of the era without a handshake. */
  HttpResponse<String> modern(String method, ObjectNode params) {
    ObjectNode meta = params.withObject("_meta");
    meta.put("io.modelcontextprotocol/protocolVersion", MODERN);
    meta.putObject("io.modelcontextprotocol/clientCapabilities");
    HttpRequest.Builder request =
        mcp(method, params).header("MCP-Protocol-Version", MODERN).header("Mcp-Method", method);
    for (String named : List.of("name", "uri")) {
      if (params.has(named)) {
        request.header("Mcp-Name", params.path(named).asString());
      }
    }
    return send(request);
  }

  /** Introduces itself as clients of 2025-11-25 do; the version that was agreed on. */
  String initialize() {
    ObjectNode params = Json.object().put("protocolVersion", LEGACY);
    params.putObject("capabilities");
    params.putObject("clientInfo").put("name", "test").put("version", "1");
    JsonNode result = json(send(mcp("initialize", params))).path("result");
    return result.path("protocolVersion").asString("");
  }

  /** A request of the era with a handshake. */
  HttpResponse<String> legacy(String method, ObjectNode params) {
    return send(mcp(method, params).header("MCP-Protocol-Version", LEGACY));
  }

  static ObjectNode toolCall(String tool, String arguments) {
    ObjectNode params = Json.object().put("name", tool);
    params.set("arguments", parse(arguments));
    return params;
  }

  private HttpRequest.Builder mcp(String method, ObjectNode params) {
    ObjectNode body = Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", method);
    body.set("params", params);
    return to("/mcp")
        .header("Accept", "application/json, text/event-stream")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(Json.text(body)));
  }

  private HttpRequest.Builder to(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The answer, which is the last event of a stream where the call took its time. */
  static JsonNode json(HttpResponse<String> response) {
    String last = response.body();
    for (String line : last.lines().toList()) {
      last = line.startsWith(DATA) ? line.substring(DATA.length()) : last;
    }
    return parse(last);
  }

  static JsonNode parse(String json) {
    try {
      return Json.parse(json);
    } catch (Json.Malformed e) {
      throw new AssertionError("no JSON: " + json, e);
    }
  }
}
