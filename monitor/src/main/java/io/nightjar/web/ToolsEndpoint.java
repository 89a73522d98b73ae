package io.nightjar.web;

import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.tool.Catalogue;
import io.nightjar.tool.Json;
import io.nightjar.tool.Outcome;
import io.nightjar.tool.ToolProblem;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The tools over REST: for scripts, which need no handshake. */
final class ToolsEndpoint {
  /** Where tools are, each under its name. */
  static final String PATH = "/api/v1/tools";

  private final Catalogue catalogue;

  ToolsEndpoint(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** {@code GET /api/v1/tools}: what the caller may call, with schemas. */
  Reply list(HttpRequest request) {
    ObjectNode answer = Json.object();
    var tools = answer.putArray("tools");
    catalogue
        .visibleTo(request.authenticated())
        .forEach(
            entry -> {
              ObjectNode tool =
                  tools
                      .addObject()
                      .put("name", entry.card().name())
                      .put("title", entry.card().title())
                      .put("description", entry.card().description())
                      .put("role", entry.card().role().name().toLowerCase(Locale.ROOT))
                      .put("read_only", entry.isReadOnly());
              entry.undoTool().ifPresent(undo -> tool.put("undo_tool", undo));
              tool.set("example", entry.example());
              tool.set("input_schema", entry.inputSchema());
              tool.set("output_schema", entry.outputSchema());
            });
    return Reply.json(200, Json.bytes(answer));
  }

  /** {@code POST /api/v1/tools/NAME}: the arguments as a JSON object, nothing for none. */
  Reply call(HttpRequest request) throws InterruptedException {
    String name = request.path().substring(PATH.length() + 1);
    try {
      JsonNode body = request.body().hasRemaining() ? Json.parse(request.body()) : Json.object();
      return body instanceof ObjectNode arguments
          ? reply(catalogue.call(name, arguments, request.authenticated()))
          : error(400, "bad_json", "the body is not a JSON object", "send {} for no arguments");
    } catch (Json.Malformed e) {
      return error(
          400, "bad_json", "the body is " + e.getMessage(), "send the arguments as a JSON object");
    }
  }

  private static Reply reply(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered -> {
        ObjectNode answer = Json.object();
        answer.set("result", answered.payload().structured());
        yield Reply.json(200, Json.bytes(answer));
      }
      case Outcome.Refused refused ->
          error(status(refused.kind()), code(refused.kind()), refused.message(), refused.hint());
      case Outcome.Unknown unknown ->
          error(
              404,
              "unknown_tool",
              "there is no tool \"" + unknown.name() + "\"",
              unknown.nearest().map(meant -> "did you mean " + meant + "? ").orElse("")
                  + "GET "
                  + PATH
                  + " lists the tools");
      case Outcome.Failed failed ->
          error(
              500,
              "internal",
              "the tool failed inside Nightjar",
              "its log tells of incident " + failed.incident());
      case Outcome.Question _ ->
          throw new AssertionError("over REST a write is confirmed by value: nobody is asked");
      case Outcome.Cancelled _ -> error(503, "cancelled", "the call was cancelled", "call again");
    };
  }

  private static int status(ToolProblem.Kind kind) {
    return switch (kind) {
      case INVALID -> 400;
      case FORBIDDEN, UNCONFIRMED -> 403;
      case NOT_FOUND -> 404;
      case UNAVAILABLE -> 503;
    };
  }

  private static String code(ToolProblem.Kind kind) {
    return switch (kind) {
      case INVALID -> "invalid_arguments";
      case FORBIDDEN -> "forbidden";
      case UNCONFIRMED -> "unconfirmed";
      case NOT_FOUND -> "not_found";
      case UNAVAILABLE -> "unavailable";
    };
  }

  static Reply error(int status, String code, String message, String hint) {
    ObjectNode answer = Json.object();
    answer.putObject("error").put("code", code).put("message", message).put("hint", hint);
    return Reply.json(status, Json.bytes(answer));
  }
}
