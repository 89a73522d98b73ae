package io.nightjar.mcp;

import io.nightjar.http.HttpRequest;
import io.nightjar.tool.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to a fixture, and what goes to and fro until it is answered.
 *
 * @param out its stream, where it has one
 */
record FixtureRequest(
    HttpRequest http,
    Message.Request asked,
    boolean isModern,
    Questions questions,
    OutputStream out) {
  private static final long LONGEST_ANSWER_SECONDS = 20;

  FixtureRequest on(OutputStream stream) {
    return new FixtureRequest(http, asked, isModern, questions, stream);
  }

  String argument(String name) {
    return asked.params().path("arguments").path(name).asString("");
  }

  /** Sends a message of the log. */
  void log(String text) throws IOException {
    ObjectNode message = Json.object().put("jsonrpc", "2.0").put("method", "notifications/message");
    message.putObject("params").put("level", "info").put("data", text);
    EventStream.message(out, message);
  }

  /** Asks a legacy client, as the product asks before it writes; what the client answered. */
  JsonNode ask(String method, ObjectNode params)
      throws IOException, InterruptedException, TimeoutException, ExecutionException {
    Questions.Open open = questions.ask(http.authenticated()).orElseThrow();
    try {
      ObjectNode message =
          Json.object().put("jsonrpc", "2.0").put("id", open.id()).put("method", method);
      message.set("params", params);
      EventStream.message(out, message);
      return open.answer().get(LONGEST_ANSWER_SECONDS, TimeUnit.SECONDS);
    } finally {
      questions.close(open);
    }
  }

  /** What a modern client answered to the question of this name; missing where it did not. */
  JsonNode answered(String question) {
    JsonNode answer = asked.params().path("inputResponses").path(question);
    return answer.isObject() ? answer : MissingNode.getInstance();
  }

  /** The state that came back; empty at first. */
  String state() {
    return asked.params().path("requestState").asString("");
  }

  boolean clientCan(String capability) {
    return asked.meta().path(Protocol.CLIENT_CAPABILITIES).has(capability);
  }
}
