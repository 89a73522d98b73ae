package io.nightjar.tool;

import io.nightjar.account.AuditEntry;
import io.nightjar.account.AuditRow;
import io.nightjar.account.Visit;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of the audit as one line of JSON, from which it can be read and verified again.
 *
 * @param previous the hash of the row before it
 */
public record AuditLine(AuditRow row, String previous) {
  /** The line, without its end. */
  public String text() {
    AuditEntry entry = row.entry();
    ObjectNode line =
        Json.object()
            .put("id", row.id())
            .put("time", entry.time().toString())
            .put("user", entry.user())
            .put("token_id", entry.tokenId())
            .put("token_name", entry.tokenName())
            .put("door", entry.visit().door())
            .put("address", entry.visit().address())
            .put("client", entry.visit().client())
            .put("trace", entry.visit().trace())
            .put("action", entry.action())
            .put("subject", entry.subject())
            .put("detail", entry.detail())
            .put("sql", entry.sql())
            .put("outcome", entry.result().outcome())
            .put("rows", entry.result().rows())
            .put("bytes", entry.result().bytes())
            .put("millis", entry.result().millis())
            .put("previous", previous)
            .put("hash", row.hash());
    return Json.text(line);
  }

  /** What a line says; empty when it is no row. */
  public static Optional<AuditLine> parse(String line) {
    try {
      JsonNode json = Json.parse(line);
      return json.path("id").isIntegralNumber() && text(json, "previous").matches("[0-9a-f]{64}")
          ? Optional.of(new AuditLine(row(json), text(json, "previous")))
          : Optional.empty();
    } catch (Json.Malformed | DateTimeException _) {
      return Optional.empty();
    }
  }

  private static AuditRow row(JsonNode json) {
    return new AuditRow(
        json.path("id").asLong(),
        new AuditEntry(
            Instant.parse(text(json, "time")),
            text(json, "user"),
            json.path("token_id").asLong(),
            text(json, "token_name"),
            new Visit(
                text(json, "door"),
                text(json, "address"),
                text(json, "client"),
                text(json, "trace")),
            text(json, "action"),
            text(json, "subject"),
            text(json, "detail"),
            text(json, "sql"),
            new AuditEntry.Result(
                text(json, "outcome"),
                json.path("rows").asLong(),
                json.path("bytes").asLong(),
                json.path("millis").asLong())),
        text(json, "hash"));
  }

  private static String text(JsonNode json, String name) {
    return json.path(name).asString("");
  }
}
