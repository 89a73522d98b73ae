package io.nightjar.web;

import io.nightjar.http.Endpoint;
import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.tool.Json;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /health}: one word for everybody, figures for those with a token that sees all. */
final class HealthEndpoint implements Endpoint {
  private final Supplier<HealthReport> health;

  HealthEndpoint(Supplier<HealthReport> health) {
    this.health = health;
  }

  @Override
  public Reply answer(HttpRequest request) {
    HealthReport report = health.get();
    ObjectNode answer = Json.object().put("status", report.ok() ? "ok" : "failed");
    if (request.caller().filter(caller -> !caller.isBound()).isPresent()) {
      describe(report, answer);
    }
    return Reply.json(report.ok() ? 200 : 503, Json.bytes(answer));
  }

  private static void describe(HealthReport report, ObjectNode answer) {
    report.problems().forEach(answer.putArray("problems")::add);
    var sources = answer.putArray("sources");
    for (HealthReport.Source source : report.sources()) {
      ObjectNode one = sources.addObject().put("name", source.name()).put("state", source.state());
      source.counters().forEach(one::put);
    }
    HealthReport.Store store = report.store();
    answer
        .putObject("store")
        .put("state", store.state())
        .put("last_row_written", store.lastRowWritten())
        .put("rows_written", store.rowsWritten())
        .put("last_backup", store.lastBackup());
    var queues = answer.putArray("queues");
    for (HealthReport.Queue queue : report.queues()) {
      queues
          .addObject()
          .put("name", queue.name())
          .put("length", queue.length())
          .put("capacity", queue.capacity())
          .put("refused", queue.refused());
    }
  }
}
