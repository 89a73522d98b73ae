package io.nightjar.mcp;

import io.nightjar.account.Caller;
import io.nightjar.guide.Completion;
import io.nightjar.guide.Guide;
import io.nightjar.guide.Prompt;
import io.nightjar.guide.ResourceTemplate;
import io.nightjar.guide.Word;
import io.nightjar.tool.Json;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code completion/complete}: of an argument of a prompt, or of the open part of an address. */
final class CompletionMethod {
  private final Guide guide;

  CompletionMethod(Guide guide) {
    this.guide = guide;
  }

  ObjectNode complete(Message.Request request, Caller caller) throws RpcProblem {
    JsonNode params = request.params();
    JsonNode argument = params.path("argument");
    if (!argument.path("name").isString() || !argument.path("value").isString()) {
      throw RpcProblem.invalidParams("params.argument has a name and a value, both texts");
    }
    Word word = word(params.path("ref"), argument.path("name").stringValue(), caller);
    Map<String, String> chosen =
        PromptMethods.texts(params.path("context").path("arguments"), "params.context.arguments");
    Completion.Found found =
        guide.completion().of(word, argument.path("value").stringValue(), chosen, caller);
    ObjectNode result = Json.object();
    ObjectNode completion = result.putObject("completion");
    found.values().forEach(completion.putArray("values")::add);
    if (!found.more()) {
      completion.put("total", found.values().size());
    }
    completion.put("hasMore", found.more());
    return result;
  }

  private Word word(JsonNode ref, String argument, Caller caller) throws RpcProblem {
    return switch (ref.path("type").asString("")) {
      case "ref/prompt" ->
          PromptMethods.find(guide.prompts(), ref.path("name"))
              .argument(argument)
              .map(Prompt.Argument::word)
              .orElseThrow(() -> RpcProblem.badArguments("the prompt has no such argument"));
      case "ref/resource" ->
          template(ref.path("uri").asString(""), argument, caller)
              .map(ResourceTemplate::completes)
              .orElseThrow(
                  () ->
                      RpcProblem.badArguments(
                          "no template has this uri and argument; resources/templates/list names"
                              + " all"));
      default ->
          throw RpcProblem.invalidParams("params.ref.type is \"ref/prompt\" or \"ref/resource\"");
    };
  }

  private Optional<ResourceTemplate> template(String uri, String argument, Caller caller) {
    return guide.resources().templates(caller).stream()
        .filter(each -> each.uriTemplate().equals(uri) && each.variable().equals(argument))
        .findFirst();
  }
}
