package io.nightjar.mcp;

import io.nightjar.tool.Consent;
import io.nightjar.tool.Json;
import io.nightjar.tool.Outcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A yes or no asked of a client's user, as a form with one tick (elicitation/create). */
final class Elicitation {
  static final String METHOD = "elicitation/create";

  /** The name of the capability, among a client's. */
  static final String CAPABILITY = "elicitation";

  private static final String TICK = "confirm";

  private Elicitation() {}

  /** Whether a client with these capabilities can show a form; one without modes can. */
  static boolean isOffered(JsonNode capabilities) {
    JsonNode elicitation = capabilities.path(CAPABILITY);
    return elicitation.isObject() && (elicitation.isEmpty() || elicitation.has("form"));
  }

  /** The parameters of the request. */
  static ObjectNode params(Outcome.Question question) {
    ObjectNode params = Json.object().put("message", question.message());
    ObjectNode schema = params.putObject("requestedSchema").put("type", "object");
    schema
        .putObject("properties")
        .putObject(TICK)
        .put("type", "boolean")
        .put("title", "Do it")
        .put("description", "Nothing is changed without this")
        .put("default", false);
    schema.putArray("required").add(TICK);
    return params;
  }

  /** What the user said; anything but an accepted form with its tick set is no yes. */
  static Consent.Word word(JsonNode result) {
    return switch (result.path("action").asString("")) {
      case "accept" ->
          result.path("content").path(TICK).asBoolean(false)
                  && result.path("content").path(TICK).isBoolean()
              ? Consent.Word.YES
              : Consent.Word.NO;
      case "decline" -> Consent.Word.NO;
      default -> Consent.Word.NOTHING;
    };
  }
}
