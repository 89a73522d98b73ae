package io.nightjar.mcp;

import io.nightjar.http.Reply;
import io.nightjar.tool.Json;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One tool, prompt, resource or method that the official suite asks for and Nightjar has not.
 *
 * @param method of the requests it answers
 * @param name the tool, prompt or address; empty for the method itself
 * @param listed what a list tells of it
 */
record Fixture(Era era, String method, String name, ObjectNode listed, Answering answering) {
  /** The era it is for. */
  enum Era {
    LEGACY,
    MODERN,
    BOTH
  }

  /** How it answers. */
  @FunctionalInterface
  interface Answering {
    ObjectNode result(FixtureRequest request) throws Exception;
  }

  /** Which list tells of what. */
  private static final Map<String, String> LISTS =
      Map.of(
          "tools/call", "tools/list",
          "prompts/get", "prompts/list",
          "resources/read", "resources/list");

  static Fixture tool(Era era, String name, Answering answering) {
    ObjectNode listed = Json.object().put("name", name).put("description", "Of the suite.");
    listed.putObject("inputSchema").put("type", "object");
    return new Fixture(era, "tools/call", name, listed, answering);
  }

  static Fixture prompt(Era era, String name, ObjectNode listed, Answering answering) {
    listed.put("name", name).put("description", "Of the suite.");
    return new Fixture(era, "prompts/get", name, listed, answering);
  }

  static Fixture resource(String uri, String mimeType, Answering answering) {
    ObjectNode listed = Json.object().put("uri", uri).put("name", uri).put("mimeType", mimeType);
    return new Fixture(Era.BOTH, "resources/read", uri, listed, answering);
  }

  /** A method of revisions with sessions. */
  static Fixture method(String method, Answering answering) {
    return new Fixture(Era.LEGACY, method, "", Json.object(), answering);
  }

  private boolean isFor(boolean modern) {
    return era == Era.BOTH || (era == Era.MODERN) == modern;
  }

  boolean answers(Message.Request request, boolean modern) {
    String named = request.method().equals("resources/read") ? "uri" : "name";
    return isFor(modern)
        && method.equals(request.method())
        && (name.isEmpty() || name.equals(request.params().path(named).asString("")));
  }

  boolean isIn(String list, boolean modern) {
    return isFor(modern) && list.equals(LISTS.get(method));
  }

  /** Legacy tools tell and ask while they run, so theirs is a stream. */
  Reply reply(FixtureRequest request) {
    return era == Era.LEGACY && method.equals("tools/call")
        ? EventStream.reply(out -> EventStream.message(out, answer(request.on(out))))
        : Reply.json(200, Json.bytes(answer(request)));
  }

  private ObjectNode answer(FixtureRequest request) {
    try {
      ObjectNode result = answering.result(request);
      if (era != Era.LEGACY && request.isModern() && !result.has("resultType")) {
        result.put("resultType", "complete");
      }
      return request.asked().answer(result);
    } catch (RpcProblem problem) {
      return problem.answer(Optional.of(request.asked().id()));
    } catch (Exception e) {
      throw new AssertionError(name + " cannot be answered", e);
    }
  }
}
