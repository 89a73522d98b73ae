package io.nightjar.mcp;

import io.nightjar.tool.Json;
import io.nightjar.tool.Outcome;
import io.nightjar.tool.Payload;
import tools.jackson.databind.node.ObjectNode;

/** A result of {@code tools/call}. */
final class ToolResult {
  private ToolResult() {}

  static ObjectNode of(Outcome outcome) throws RpcProblem {
    return switch (outcome) {
      case Outcome.Answered answered -> answered(answered.payload());
      case Outcome.Refused refused -> error(refused.message() + ". What to do: " + refused.hint());
      case Outcome.Failed failed ->
          error("the tool failed inside Nightjar; its log tells of incident " + failed.incident());
      case Outcome.Question _ ->
          throw new AssertionError("a question is put to the user, it is no result");
      case Outcome.Cancelled _ -> error("the call was cancelled");
      case Outcome.Unknown unknown ->
          throw RpcProblem.unknownTool(
              "unknown tool \""
                  + unknown.name()
                  + "\"; "
                  + unknown.nearest().map(meant -> "did you mean " + meant + "? ").orElse("")
                  + "tools/list names all");
    };
  }

  private static ObjectNode answered(Payload payload) {
    ObjectNode result = text(payload.text());
    result.set("structuredContent", payload.structured());
    return result;
  }

  private static ObjectNode error(String text) {
    return text(text).put("isError", true);
  }

  private static ObjectNode text(String text) {
    ObjectNode result = Json.object();
    result.putArray("content").addObject().put("type", "text").put("text", text);
    return result;
  }
}
