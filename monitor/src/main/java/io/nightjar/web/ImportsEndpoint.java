package io.nightjar.web;

import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.history.HistoryException;
import io.nightjar.http.Dialect;
import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.http.Route;
import io.nightjar.imports.ImportException;
import io.nightjar.imports.Imports;
import io.nightjar.tool.Json;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/**
 * Capture files over REST, for administrators: announced, then sent in pieces that fit a request's
 * body.
 */
public final class ImportsEndpoint {
  static final String PATH = "/api/v1/imports";

  /** The longest piece; a request's body is no longer. */
  static final int PIECE_BYTES = 1 << 20;

  private final Imports imports;

  /** Of these imports. */
  public ImportsEndpoint(Imports imports) {
    this.imports = imports;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(
        Route.get(PATH, this::look),
        Route.post(PATH, this::begin),
        Route.post(PATH + "/", this::take));
  }

  /** What is done for an administrator. */
  private interface Work {
    Imports.Status by(Caller caller) throws Json.Malformed;
  }

  /** {@code GET}: the import under way, or the last. */
  private Reply look(HttpRequest request) {
    return answer(request, 200, _ -> imports.status());
  }

  /** {@code POST {"name": …, "bytes": …, "fingerprint": …}}: announces a file. */
  private Reply begin(HttpRequest request) {
    return answer(
        request,
        202,
        caller -> {
          ObjectNode body =
              Json.parse(request.body()) instanceof ObjectNode object ? object : Json.object();
          return imports.begin(
              caller.user(),
              body.path("name").asString(""),
              body.path("bytes").asLong(0),
              body.path("fingerprint").asString(""));
        });
  }

  /** {@code POST …/ID?offset=N}: the file's bytes from there on. */
  private Reply take(HttpRequest request) {
    String offset = Dialect.parameters(request.query()).getOrDefault("offset", "");
    return answer(
        request,
        200,
        _ -> {
          long at = offset.matches("\\d{1,18}") ? Long.parseLong(offset) : -1;
          return imports.take(id(request), at, request.body());
        });
  }

  private static String id(HttpRequest request) {
    return request.path().substring(PATH.length() + 1);
  }

  private static Reply answer(HttpRequest request, int status, Work work) {
    Caller caller = request.authenticated();
    if (!caller.may(Role.ADMIN) || caller.isBound()) {
      return ToolsEndpoint.error(
          403,
          "forbidden",
          "importing needs role admin and a token that sees all networks and interfaces",
          "nightjar token create --user admin --role admin makes one");
    }
    try {
      return Reply.json(status, Json.bytes(json(work.by(caller))));
    } catch (Json.Malformed _) {
      return ToolsEndpoint.error(
          400, "bad_json", "the body is not JSON", "send name, bytes and fingerprint of the file");
    } catch (ImportException e) {
      return ToolsEndpoint.error(
          409, "refused", e.getMessage(), "GET " + PATH + " tells how far the import is");
    } catch (HistoryException e) {
      return ToolsEndpoint.error(503, "unavailable", e.getMessage(), "try again");
    }
  }

  private static ObjectNode json(Imports.Status status) {
    return Json.object()
        .put("id", status.id())
        .put("name", status.name())
        .put("state", status.state().name().toLowerCase(Locale.ROOT))
        .put("bytes", status.bytes())
        .put("received", status.received())
        .put("packets", status.packets())
        .put("flows", status.flows())
        .put("problem", status.problem());
  }
}
