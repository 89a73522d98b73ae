package io.nightjar.mcp;

import static io.nightjar.mcp.ConformanceContents.result;
import static io.nightjar.mcp.ConformanceContents.text;

import io.nightjar.mcp.Fixture.Era;
import io.nightjar.tool.Json;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tools of revisions with sessions that tell and ask more than Nightjar does: its own ask for a yes
 * and nothing else, and it keeps no log for clients.
 */
final class ConformanceConversations {
  private static final String DEFAULTS =
      """
      {"type":"object","required":[],"properties":{
       "name":{"type":"string","default":"John Doe"},
       "age":{"type":"integer","default":30},
       "score":{"type":"number","default":95.5},
       "status":{"type":"string","enum":["active","inactive","pending"],"default":"active"},
       "verified":{"type":"boolean","default":true}}}""";

  private static final String CHOICES =
      """
      {"type":"object","required":[],"properties":{
       "untitledSingle":{"type":"string","enum":["option1","option2","option3"]},
       "titledSingle":{"type":"string","oneOf":[
        {"const":"value1","title":"First Option"},
        {"const":"value2","title":"Second Option"},
        {"const":"value3","title":"Third Option"}]},
       "legacyEnum":{"type":"string","enum":["opt1","opt2","opt3"],
        "enumNames":["Option One","Option Two","Option Three"]},
       "untitledMulti":{"type":"array",
        "items":{"type":"string","enum":["option1","option2","option3"]}},
       "titledMulti":{"type":"array","items":{"anyOf":[
        {"const":"value1","title":"First Choice"},
        {"const":"value2","title":"Second Choice"},
        {"const":"value3","title":"Third Choice"}]}}}}""";

  private static final String ADDRESS =
      """
      {"type":"object","required":["username","email"],"properties":{
       "username":{"type":"string","description":"User's response"},
       "email":{"type":"string","description":"User's email address"}}}""";

  private ConformanceConversations() {}

  static List<Fixture> fixtures() {
    return List.of(
        Fixture.method("logging/setLevel", _ -> Json.object()),
        Fixture.tool(Era.LEGACY, "test_tool_with_logging", ConformanceConversations::logging),
        Fixture.tool(Era.LEGACY, "test_sampling", ConformanceConversations::sampling),
        Fixture.tool(
            Era.LEGACY,
            "test_elicitation",
            request -> eliciting(request, request.argument("message"), ADDRESS)),
        Fixture.tool(
            Era.LEGACY,
            "test_elicitation_sep1034_defaults",
            request -> eliciting(request, "These have defaults", DEFAULTS)),
        Fixture.tool(
            Era.LEGACY,
            "test_elicitation_sep1330_enums",
            request -> eliciting(request, "These are choices", CHOICES)));
  }

  private static ObjectNode logging(FixtureRequest request) throws Exception {
    for (String step :
        List.of("Tool execution started", "Tool processing data", "Tool execution completed")) {
      request.log(step);
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return result(text("three messages were logged"));
  }

  private static ObjectNode sampling(FixtureRequest request) throws Exception {
    JsonNode answer = request.ask("sampling/createMessage", sample(request.argument("prompt")));
    return result(text("LLM response: " + answer.at("/content/text").asString("")));
  }

  /** The parameters that ask a client's model for this. */
  static ObjectNode sample(String prompt) {
    ObjectNode params = Json.object().put("maxTokens", 100);
    params.putArray("messages").addObject().put("role", "user").set("content", text(prompt));
    return params;
  }

  private static ObjectNode eliciting(FixtureRequest request, String message, String schema)
      throws Exception {
    JsonNode answer = request.ask(Elicitation.METHOD, form(message, schema));
    return result(
        text(
            "User response: action=%s, content=%s"
                .formatted(answer.path("action").asString(""), answer.path("content"))));
  }

  /** The parameters that ask a client's user to fill in a form. */
  static ObjectNode form(String message, String schema) throws Json.Malformed {
    ObjectNode params = Json.object().put("message", message);
    params.set("requestedSchema", Json.parse(schema));
    return params;
  }
}
