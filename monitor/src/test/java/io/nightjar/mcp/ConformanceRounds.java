package io.nightjar.mcp;

import static io.nightjar.mcp.ConformanceContents.result;
import static io.nightjar.mcp.ConformanceContents.text;

import io.nightjar.mcp.Fixture.Era;
import io.nightjar.tool.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tools and a prompt of 2026-07-28 that ask for something other than a yes. What their state says
 * is only how far the suite is; Nightjar's own states are in {@code WritesTest}.
 */
final class ConformanceRounds {
  private ConformanceRounds() {}

  static List<Fixture> fixtures() {
    return List.of(
        Fixture.tool(
            Era.MODERN,
            "test_input_required_result_elicitation",
            request -> {
              JsonNode name = request.answered("user_name").at("/content/name");
              return name.isString()
                  ? result(text("Hello, " + name.stringValue() + "!"))
                  : asking("", Map.of("user_name", form("What is your name?", "name")));
            }),
        Fixture.tool(
            Era.MODERN,
            "test_input_required_result_sampling",
            request -> {
              JsonNode said = request.answered("capital_question").at("/content/text");
              return said.isString()
                  ? result(text(said.stringValue()))
                  : asking(
                      "", Map.of("capital_question", sample("What is the capital of France?")));
            }),
        Fixture.tool(
            Era.MODERN,
            "test_input_required_result_list_roots",
            request -> {
              JsonNode roots = request.answered("client_roots").path("roots");
              return roots.isArray()
                  ? result(text("roots: " + roots))
                  : asking("", Map.of("client_roots", roots()));
            }),
        Fixture.tool(
            Era.MODERN, "test_input_required_result_multiple_inputs", ConformanceRounds::several),
        Fixture.tool(
            Era.MODERN, "test_input_required_result_multi_round", ConformanceRounds::inRounds),
        Fixture.tool(
            Era.MODERN, "test_input_required_result_capabilities", ConformanceRounds::ofWhatItCan),
        Fixture.prompt(
            Era.MODERN,
            "test_input_required_result_prompt",
            Json.object(),
            request -> {
              JsonNode context = request.answered("user_context").at("/content/context");
              return context.isString()
                  ? ConformanceContents.messages(text("In this context: " + context.stringValue()))
                  : asking("", Map.of("user_context", form("Which context?", "context")));
            }));
  }

  private static ObjectNode several(FixtureRequest request) throws Exception {
    Map<String, ObjectNode> questions = new LinkedHashMap<>();
    questions.put("user_name", form("What is your name?", "name"));
    questions.put("greeting", sample("Generate a greeting"));
    questions.put("client_roots", roots());
    boolean all = questions.keySet().stream().allMatch(each -> request.answered(each).isObject());
    return all && request.state().equals("all three")
        ? result(text("all three are answered"))
        : asking("all three", questions);
  }

  private static ObjectNode inRounds(FixtureRequest request) throws Exception {
    if (request.state().equals("round 2") && request.answered("step2").isObject()) {
      return result(text("both are answered"));
    }
    return request.state().equals("round 1") && request.answered("step1").isObject()
        ? asking("round 2", Map.of("step2", form("Step 2: your favorite color?", "color")))
        : asking("round 1", Map.of("step1", form("Step 1: your name?", "name")));
  }

  private static ObjectNode ofWhatItCan(FixtureRequest request) throws Exception {
    Map<String, ObjectNode> questions = new LinkedHashMap<>();
    if (request.clientCan("elicitation")) {
      questions.put("form", form("What is your name?", "name"));
    }
    if (request.clientCan("sampling")) {
      questions.put("sample", sample("Generate a greeting"));
    }
    return questions.isEmpty() ? result(text("nobody can be asked")) : asking("asked", questions);
  }

  private static ObjectNode asking(String state, Map<String, ObjectNode> questions) {
    ObjectNode result = Json.object().put("resultType", "input_required");
    questions.forEach(result.putObject("inputRequests")::set);
    return state.isEmpty() ? result : result.put("requestState", state);
  }

  private static ObjectNode question(String method, ObjectNode params) {
    ObjectNode question = Json.object().put("method", method);
    question.set("params", params);
    return question;
  }

  private static ObjectNode form(String message, String field) throws Json.Malformed {
    String schema =
        "{\"type\":\"object\",\"properties\":{\"%s\":{\"type\":\"string\"}},\"required\":[\"%s\"]}"
            .formatted(field, field);
    ObjectNode params = ConformanceConversations.form(message, schema).put("mode", "form");
    return question(Elicitation.METHOD, params);
  }

  private static ObjectNode sample(String prompt) {
    return question("sampling/createMessage", ConformanceConversations.sample(prompt));
  }

  private static ObjectNode roots() {
    return question("roots/list", Json.object());
  }
}
