package io.nightjar.mcp;

import io.nightjar.TestServer;
import io.nightjar.tool.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Someone who writes, through any door, with or without a user who can be asked. */
final class WriteClient {
  /** The doors. */
  enum Way {
    REST(""),
    OLDEST("2025-03-26"),
    LEGACY("2025-11-25"),
    MODERN("2026-07-28"),
    ASKED_2025_06_18("2025-06-18"),
    ASKED_2025_11_25("2025-11-25"),
    ASKED_MODERN("2026-07-28");

    private final String version;

    Way(String version) {
      this.version = version;
    }

    boolean asks() {
      return name().startsWith("ASKED");
    }

    /** Whether the question comes on a stream that waits for its answer. */
    boolean isOnStream() {
      return asks() && !isModern();
    }

    private boolean isModern() {
      return version.equals("2026-07-28");
    }
  }

  private static final String TOOL = "set_expected_servers";

  private final TestServer server;
  private final Way way;
  private final String token;
  private final String session;

  WriteClient(TestServer server, Way way, String token) throws Exception {
    this.server = server;
    this.way = way;
    this.token = token;
    this.session = way == Way.REST || way.isModern() ? "" : initialize();
  }

  private String initialize() throws Exception {
    String capabilities = way.asks() ? "{\"elicitation\":{}}" : "{}";
    HttpResponse<String> response =
        server.send(
            post(
                "initialize",
                "{\"protocolVersion\":\"%s\",\"capabilities\":%s}"
                    .formatted(way.version, capabilities)));
    return response.headers().firstValue("Mcp-Session-Id").orElseThrow();
  }

  private HttpRequest.Builder post(String method, String params) throws Exception {
    ObjectNode body = Json.object().put("jsonrpc", "2.0").put("id", 7).put("method", method);
    ObjectNode given = McpClient.parse(params);
    body.set("params", given);
    HttpRequest.Builder request =
        server
            .bare("/mcp")
            .header("Authorization", "Bearer " + token)
            .header("Accept", "application/json, text/event-stream");
    if (way.isModern()) {
      ObjectNode meta = given.withObject("_meta");
      meta.put("io.modelcontextprotocol/protocolVersion", way.version);
      ObjectNode capabilities = meta.putObject("io.modelcontextprotocol/clientCapabilities");
      if (way.asks()) {
        capabilities.putObject("elicitation").putObject("form");
      }
      request.header("Mcp-Method", method).header("Mcp-Name", TOOL);
    } else if (!method.equals("initialize")) {
      request.header("Mcp-Session-Id", session);
    }
    return request
        .header("MCP-Protocol-Version", way.version)
        .POST(BodyPublishers.ofString(Json.text(body)));
  }

  /** A call, with what goes beside its arguments. */
  private HttpRequest.Builder call(ObjectNode arguments, Map<String, ? extends JsonNode> beside)
      throws Exception {
    if (way == Way.REST) {
      return server
          .bare("/api/v1/tools/" + TOOL)
          .header("Authorization", "Bearer " + token)
          .POST(BodyPublishers.ofString(Json.text(arguments)));
    }
    ObjectNode params = Json.object().put("name", TOOL);
    params.set("arguments", arguments);
    beside.forEach(params::set);
    return post("tools/call", Json.text(params));
  }

  /** The result's facts, or {@code refused} with the words of a refusal. */
  private static JsonNode facts(JsonNode answer) {
    JsonNode result = answer.path("result");
    if (result.has("structuredContent")) {
      return result.path("structuredContent");
    }
    if (result.has("status")) {
      return result;
    }
    String words =
        result.path("isError").asBoolean()
            ? result.path("content").path(0).path("text").asString("")
            : answer.path("error").path("message").asString("")
                + answer.path("error").path("hint").asString("");
    return Json.object()
        .put("refused", words)
        .put("code", answer.path("error").path("code").asString(""));
  }

  /** Calls without a confirmation. */
  Pending begin(String arguments) throws Exception {
    ObjectNode given = McpClient.parse(arguments);
    if (way.isOnStream()) {
      return new Pending(given, server.open(call(given, Map.of())));
    }
    JsonNode answer = Json.parse(server.send(call(given, Map.of())).body());
    return new Pending(given, answer);
  }

  /** Whatever a single call answers. */
  JsonNode once(String arguments) throws Exception {
    return facts(Json.parse(server.send(call(McpClient.parse(arguments), Map.of())).body()));
  }

  /** A call that waits for its yes or no. */
  final class Pending {
    private final ObjectNode arguments;
    private final JsonNode first;
    private final BufferedReader stream;

    private Pending(ObjectNode arguments, JsonNode first) {
      this.arguments = arguments;
      this.first = first;
      this.stream = new BufferedReader(Reader.nullReader());
    }

    private Pending(ObjectNode arguments, HttpResponse<InputStream> response) throws Exception {
      this.arguments = arguments;
      this.stream =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
      this.first = nextMessage();
    }

    private JsonNode nextMessage() throws Exception {
      for (String line = stream.readLine(); line != null; line = stream.readLine()) {
        if (line.startsWith("data: ")) {
          return Json.parse(line.substring("data: ".length()));
        }
      }
      throw new IOException("the stream ended");
    }

    /** What came first. */
    JsonNode first() {
      return first;
    }

    JsonNode firstFacts() {
      return facts(first);
    }

    /** What the user, or the model, is shown. */
    String shown() {
      return switch (way) {
        case ASKED_MODERN -> first.at("/result/inputRequests/confirm/params/message").asString("");
        case ASKED_2025_06_18, ASKED_2025_11_25 -> first.at("/params/message").asString("");
        case REST, OLDEST, LEGACY, MODERN -> facts(first).path("effect").asString("");
      };
    }

    /** What must come back: a confirm value, a request state, or a question's id. */
    String state() {
      return switch (way) {
        case ASKED_MODERN -> first.at("/result/requestState").asString("");
        case ASKED_2025_06_18, ASKED_2025_11_25 -> first.path("id").asString("");
        case REST, OLDEST, LEGACY, MODERN -> facts(first).path("confirm").asString("");
      };
    }

    /** Says yes. */
    JsonNode yes() throws Exception {
      return answer(state(), "accept", "{\"confirm\":true}");
    }

    /** Answers with this action and content. */
    JsonNode answer(String state, String action, String content) throws Exception {
      ObjectNode said = Json.object().put("action", action);
      said.set("content", Json.parse(content));
      if (way.isOnStream()) {
        respond(state, said, token);
        return facts(nextMessage());
      }
      if (way.asks()) {
        ObjectNode responses = Json.object();
        responses.set("confirm", said);
        var text = Json.object().put("state", state).path("state");
        return facts(
            Json.parse(
                server
                    .send(
                        call(arguments, Map.of("requestState", text, "inputResponses", responses)))
                    .body()));
      }
      return facts(
          Json.parse(
              server.send(call(arguments.deepCopy().put("confirm", state), Map.of())).body()));
    }

    /** Posts an answer to a question on a stream; the status. */
    int respond(String id, ObjectNode said, String asToken) throws Exception {
      ObjectNode body = Json.object().put("jsonrpc", "2.0").put("id", id);
      body.set("result", said);
      return server
          .send(
              server
                  .bare("/mcp")
                  .header("Authorization", "Bearer " + asToken)
                  .header("MCP-Protocol-Version", way.version)
                  .header("Mcp-Session-Id", session)
                  .POST(BodyPublishers.ofString(Json.text(body))))
          .statusCode();
    }

    /** The result on the stream. */
    JsonNode result() throws Exception {
      return facts(nextMessage());
    }
  }
}
