package io.nightjar.web;

import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.backup.BackupException;
import io.nightjar.backup.BackupFolder;
import io.nightjar.backup.Backups;
import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.http.Route;
import io.nightjar.tool.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Backups over REST, for administrators who see all networks. */
public final class BackupsEndpoint {
  static final String PATH = "/api/v1/backups";

  private final Backups backups;

  /** Of these backups. */
  public BackupsEndpoint(Backups backups) {
    this.backups = backups;
  }

  /** The routes. */
  public List<Route> routes() {
    return List.of(Route.get(PATH, this::list), Route.post(PATH, this::begin));
  }

  /** {@code GET}: those there are, and how the last one that was begun went. */
  private Reply list(HttpRequest request) {
    if (!mayAll(request.authenticated())) {
      return forbidden();
    }
    ObjectNode answer = Json.object().put("folder", backups.folder().path().toString());
    Backups.Attempt last = backups.last();
    answer
        .putObject("last")
        .put("name", last.name())
        .put("running", last.running())
        .put("problem", last.problem());
    var list = answer.putArray("backups");
    for (BackupFolder.Entry each : backups.folder().list()) {
      list.addObject()
          .put("name", each.name())
          .put("time", each.time() == null ? null : each.time().toString())
          .put("bytes", each.bytes())
          .put("flows", each.flows())
          .put("rows", each.rows())
          .put("complete", each.problem().isEmpty())
          .put("problem", each.problem());
    }
    return Reply.json(200, Json.bytes(answer));
  }

  /** {@code POST {"name": …}}: begins one; the answer does not wait for it. */
  private Reply begin(HttpRequest request) {
    Caller caller = request.authenticated();
    if (!mayAll(caller)) {
      return forbidden();
    }
    try {
      String name = Json.parse(request.body()) instanceof ObjectNode body ? name(body) : "";
      backups.begin(caller.user(), name);
      return Reply.json(202, Json.bytes(Json.object().put("name", name)));
    } catch (Json.Malformed _) {
      return ToolsEndpoint.error(
          400, "bad_json", "the body is not a JSON object", "send {\"name\": \"before-update\"}");
    } catch (BackupException e) {
      return ToolsEndpoint.error(
          409, "refused", String.valueOf(e.getMessage()), "GET " + PATH + " lists backups");
    }
  }

  private static String name(ObjectNode body) {
    JsonNode name = body.path("name");
    return name.isString() ? name.asString() : "";
  }

  /** A backup holds the rows of all networks and every token's digest. */
  private static boolean mayAll(Caller caller) {
    return caller.may(Role.ADMIN) && !caller.isBound();
  }

  private static Reply forbidden() {
    return ToolsEndpoint.error(
        403,
        "forbidden",
        "backups need role admin and a token that sees all networks and interfaces",
        "nightjar token create --user admin --role admin makes one");
  }
}
