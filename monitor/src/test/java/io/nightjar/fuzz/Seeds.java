package io.nightjar.fuzz;

import io.nightjar.tool.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Right messages of everything the endpoint takes, among them confirmations it has given. */
final class Seeds {
  private static final List<String> METHODS =
      List.of(
          "{\"method\":\"server/discover\",\"params\":{}}",
          "{\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"elicitation\":{}},\"clientInfo\":{\"name\":\"f\",\"version\":\"1\"}}}",
          "{\"method\":\"ping\",\"params\":{}}",
          "{\"method\":\"tools/list\",\"params\":{}}",
          "{\"method\":\"prompts/list\",\"params\":{}}",
          "{\"method\":\"resources/list\",\"params\":{}}",
          "{\"method\":\"resources/templates/list\",\"params\":{}}",
          "{\"method\":\"resources/read\",\"params\":{\"uri\":\"monitor://health\"}}",
          "{\"method\":\"resources/read\",\"params\":{\"uri\":\"monitor://schema/flows\"}}",
          "{\"method\":\"resources/read\",\"params\":{\"uri\":\"host://10.0.0.1\"}}",
          "{\"method\":\"resources/subscribe\",\"params\":{\"uri\":\"monitor://health\"}}",
          "{\"method\":\"resources/unsubscribe\",\"params\":{\"uri\":\"monitor://health\"}}",
          "{\"method\":\"prompts/get\",\"params\":{\"name\":\"triage_host\",\"arguments\":{\"host\":\"10.0.0.1\",\"hours\":\"24\"}}}",
          "{\"method\":\"completion/complete\",\"params\":{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"triage_host\"},\"argument\":{\"name\":\"host\",\"value\":\"10.\"},\"context\":{\"arguments\":{\"hours\":\"1\"}}}}",
          "{\"method\":\"completion/complete\",\"params\":{\"ref\":{\"type\":\"ref/resource\",\"uri\":\"host://{ip}\"},\"argument\":{\"name\":\"ip\",\"value\":\"1\"}}}",
          "{\"method\":\"subscriptions/listen\",\"params\":{\"notifications\":{\"toolsListChanged\":true,\"resourceSubscriptions\":[\"monitor://health\"]}}}",
          "{\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":5}}",
          "{\"method\":\"logging/setLevel\",\"params\":{\"level\":\"debug\"}}",
          "{\"result\":{\"action\":\"accept\",\"content\":{}},\"params\":{}}");

  private static final int CONFIRMATIONS = 5;

  private final String host;
  private final int port;
  private final String token;

  Seeds(String host, int port, String token) {
    this.host = host;
    this.port = port;
    this.token = token;
  }

  /** The messages; {@code subscriptions/listen} is one of many, as it holds a stream. */
  List<ObjectNode> all() throws IOException, Json.Malformed {
    List<ObjectNode> seeds = new ArrayList<>();
    for (String each : METHODS) {
      seeds.add((ObjectNode) Json.parse(each));
    }
    JsonNode tools = ask("GET", "/api/v1/tools", "", List.of()).path("tools");
    for (JsonNode tool : tools) {
      String name = tool.path("name").asString();
      seeds.add(call(name, tool.path("example")));
      ObjectNode all = Json.object();
      JsonNode properties = tool.path("inputSchema").path("properties");
      properties
          .propertyNames()
          .forEach(
              argument -> all.set(argument, properties.path(argument).path("examples").path(0)));
      all.propertyNames().stream()
          .filter(argument -> all.path(argument).isMissingNode() || all.path(argument).isNull())
          .toList()
          .forEach(all::remove);
      seeds.add(call(name, all));
      seeds.add(call(name, Json.object()));
    }
    for (int i = 1; i <= CONFIRMATIONS; i++) {
      addConfirmed(
          seeds,
          Json.parse(
              "{\"kind\":\"ntp\",\"servers\":[\"192.0.2.%d\"],\"reason\":\"to be mutated\"}"
                  .formatted(i)));
    }
    return seeds;
  }

  private static ObjectNode call(String tool, JsonNode arguments) {
    ObjectNode message = Json.object().put("method", "tools/call");
    message.putObject("params").put("name", tool).set("arguments", arguments);
    return message;
  }

  /** A write with what confirms it, by value and by question. */
  private void addConfirmed(List<ObjectNode> seeds, JsonNode arguments)
      throws IOException, Json.Malformed {
    ObjectNode asked = call("set_expected_servers", arguments);
    ObjectNode byValue = asked.deepCopy();
    String confirm =
        post(asked.deepCopy(), List.of()).at("/result/structuredContent/confirm").asString("");
    byValue.withObject("params").withObject("arguments").put("confirm", confirm);
    seeds.add(byValue);
    ObjectNode modern = asked.deepCopy();
    ObjectNode meta = modern.withObject("params").withObject("_meta");
    meta.put("io.modelcontextprotocol/protocolVersion", "2026-07-28");
    meta.putObject("io.modelcontextprotocol/clientCapabilities").putObject("elicitation");
    String state =
        post(
                modern,
                List.of(
                    "MCP-Protocol-Version: 2026-07-28",
                    "Mcp-Method: tools/call",
                    "Mcp-Name: set_expected_servers"))
            .at("/result/requestState")
            .asString("");
    ObjectNode byQuestion = asked.deepCopy();
    byQuestion.withObject("params").put("requestState", state);
    ObjectNode response =
        byQuestion.withObject("params").putObject("inputResponses").putObject("confirm");
    response.put("action", "accept").putObject("content").put("confirm", true);
    seeds.add(byQuestion);
    if (confirm.isEmpty() || state.isEmpty()) {
      throw new IOException("a write gives no confirmation to be replayed");
    }
  }

  private JsonNode post(ObjectNode message, List<String> headers)
      throws IOException, Json.Malformed {
    message.put("jsonrpc", "2.0").put("id", 1);
    return ask("POST", "/mcp", Json.text(message), headers);
  }

  private JsonNode ask(String method, String path, String body, List<String> headers)
      throws IOException, Json.Malformed {
    List<String> all = new ArrayList<>(headers);
    all.add("Authorization: Bearer " + token);
    try (Wire wire = new Wire(port)) {
      Shot shot = new Shot(method, path, all, body.getBytes(StandardCharsets.UTF_8), false, 0);
      return Json.parse(wire.send(shot, host).body());
    }
  }
}
