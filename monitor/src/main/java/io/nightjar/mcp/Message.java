package io.nightjar.mcp;

import io.nightjar.net.UntrustedText;
import io.nightjar.tool.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON-RPC 2.0 message from a client. */
sealed interface Message {
  /**
   * Wants an answer.
   *
   * @param id a text or a whole number
   * @param params empty when there are none
   */
  record Request(JsonNode id, String method, ObjectNode params) implements Message {
    /** What the protocol, not the method, is told. */
    JsonNode meta() {
      return params.path(Protocol.META);
    }

    /** The answer with this result. */
    ObjectNode answer(ObjectNode result) {
      ObjectNode answer = Json.object().put("jsonrpc", "2.0");
      answer.set("id", id);
      answer.set("result", result);
      return answer;
    }
  }

  /**
   * Wants none.
   *
   * @param params empty when there are none
   */
  record Notification(String method, ObjectNode params) implements Message {}

  /**
   * Answers a question of ours.
   *
   * @param result missing when it is an error
   */
  record Response(JsonNode id, JsonNode result) implements Message {}

  /** The longest id or method that is taken, in characters. */
  int MAX_LENGTH = 256;

  /** Reads a message; of a request, the id is taken even if the rest is wrong. */
  static Message read(JsonNode json) throws RpcProblem {
    if (!(json instanceof ObjectNode object)) {
      throw RpcProblem.invalidRequest("a message is one JSON object");
    }
    if (!object.path("jsonrpc").asString("").equals("2.0")) {
      throw RpcProblem.invalidRequest("jsonrpc is \"2.0\"");
    }
    if (!object.has("method")) {
      if (object.has("result") || object.has("error")) {
        return new Response(object.path("id"), object.path("result"));
      }
      throw RpcProblem.invalidRequest("a request has a method");
    }
    String method = object.path("method").stringValue("");
    if (method.isEmpty() || method.length() > MAX_LENGTH) {
      throw RpcProblem.invalidRequest("method is a text of 1 to 256 characters");
    }
    JsonNode params = object.path("params");
    if (!params.isMissingNode() && !params.isObject()) {
      throw RpcProblem.invalidParams("params is an object");
    }
    ObjectNode given = params instanceof ObjectNode some ? some : Json.object();
    if (!object.has("id")) {
      return new Notification(method, given);
    }
    if (!isId(object.path("id"))) {
      throw RpcProblem.invalidRequest("id is a text of at most 256 characters or a whole number");
    }
    return new Request(object.path("id"), UntrustedText.clean(method), given);
  }

  /** Whether this can be the id of a request (never null, as JSON-RPC alone would allow). */
  static boolean isId(JsonNode id) {
    return (id.isString() && id.stringValue().length() <= MAX_LENGTH) || id.isIntegralNumber();
  }
}
