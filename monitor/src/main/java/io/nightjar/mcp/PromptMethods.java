package io.nightjar.mcp;

import io.nightjar.guide.Prompt;
import io.nightjar.guide.Prompts;
import io.nightjar.tool.Json;
import io.nightjar.tool.Nearest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code prompts/list} and {@code prompts/get}. */
final class PromptMethods {
  private static final Duration LIST_FRESH = Duration.ofHours(1);

  private final Prompts prompts;

  PromptMethods(Prompts prompts) {
    this.prompts = prompts;
  }

  ObjectNode list(ObjectNode result, boolean modern) {
    ArrayNode list = result.putArray("prompts");
    for (Prompt prompt : prompts.all()) {
      ObjectNode told =
          list.addObject()
              .put("name", prompt.name())
              .put("title", prompt.title())
              .put("description", prompt.description());
      ArrayNode arguments = told.putArray("arguments");
      for (Prompt.Argument each : prompt.arguments()) {
        arguments
            .addObject()
            .put("name", each.name())
            .put("description", each.description())
            .put("required", each.required());
      }
    }
    return modern ? ResourceMethods.kept(result, LIST_FRESH, true) : result;
  }

  ObjectNode get(Message.Request request) throws RpcProblem {
    Prompt prompt = find(prompts, request.params().path("name"));
    try {
      String text = prompt.filled(texts(request.params().path("arguments"), "params.arguments"));
      ObjectNode result = Json.object().put("description", prompt.description());
      ObjectNode message = result.putArray("messages").addObject().put("role", "user");
      message.putObject("content").put("type", "text").put("text", text);
      return result;
    } catch (Prompt.Refused refused) {
      throw RpcProblem.badArguments(String.valueOf(refused.getMessage()));
    }
  }

  static Prompt find(Prompts prompts, JsonNode name) throws RpcProblem {
    if (!name.isString()) {
      throw RpcProblem.invalidParams("the name of a prompt is a text");
    }
    String asked = name.stringValue();
    return prompts
        .find(asked)
        .orElseThrow(
            () ->
                RpcProblem.badArguments(
                    "unknown prompt; "
                        + Nearest.to(asked, prompts.all().stream().map(Prompt::name).toList())
                            .map(meant -> "did you mean " + meant + "? ")
                            .orElse("")
                        + "prompts/list names all"));
  }

  /** An object of texts; nothing where there is none. */
  static Map<String, String> texts(JsonNode object, String where) throws RpcProblem {
    Map<String, String> texts = new HashMap<>();
    if (object.isMissingNode() || object.isNull()) {
      return texts;
    }
    if (!object.isObject() || object.size() > 32) {
      throw RpcProblem.invalidParams(where + " is an object of at most 32 texts");
    }
    for (Map.Entry<String, JsonNode> each : object.properties()) {
      if (!each.getValue().isString()) {
        throw RpcProblem.invalidParams(where + " is an object of texts");
      }
      texts.put(each.getKey(), each.getValue().stringValue());
    }
    return texts;
  }
}
