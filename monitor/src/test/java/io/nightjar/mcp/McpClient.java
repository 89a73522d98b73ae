package io.nightjar.mcp;

import io.nightjar.TestServer;
import io.nightjar.tool.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Speaks MCP to a server under test as a right client would. */
record McpClient(TestServer server) {
  static ObjectNode parse(String json) throws Json.Malformed {
    return (ObjectNode) Json.parse(json);
  }

  /** A modern request's body. */
  static ObjectNode modernBody(String method, String params) throws Json.Malformed {
    ObjectNode body = Json.object().put("jsonrpc", "2.0").put("id", 7).put("method", method);
    ObjectNode given = parse(params);
    ObjectNode meta = given.withObject("_meta");
    meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
    meta.putObject("io.modelcontextprotocol/clientCapabilities");
    body.set("params", given);
    return body;
  }

  /** A modern request with all headers it needs. */
  HttpRequest.Builder modernRequest(String method, String params) throws Exception {
    ObjectNode body = modernBody(method, params);
    HttpRequest.Builder request =
        server
            .to("/mcp")
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("MCP-Protocol-Version", "2026-07-28")
            .header("Mcp-Method", method)
            .POST(BodyPublishers.ofString(Json.text(body)));
    switch (method) {
      case "tools/call", "prompts/get" ->
          request.header("Mcp-Name", body.path("params").path("name").asString(""));
      case "resources/read" ->
          request.header("Mcp-Name", body.path("params").path("uri").asString(""));
      default -> {}
    }
    return request;
  }

  HttpResponse<String> modern(String method, String params) throws Exception {
    return server.send(modernRequest(method, params));
  }

  HttpResponse<String> callModern(String tool, String arguments) throws Exception {
    return modern("tools/call", "{\"name\":\"%s\",\"arguments\":%s}".formatted(tool, arguments));
  }

  /** A legacy request as clients of 2025-11-25 send it. */
  HttpResponse<String> legacy(String method, String params) throws Exception {
    return legacyBody(
        "2025-11-25",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params));
  }

  HttpResponse<String> legacyBody(String version, String body) throws Exception {
    return server.send(
        server
            .to("/mcp")
            .header("Accept", "application/json, text/event-stream")
            .header("MCP-Protocol-Version", version)
            .POST(BodyPublishers.ofString(body)));
  }

  static JsonNode json(HttpResponse<String> response) throws Exception {
    return Json.parse(response.body());
  }
}
