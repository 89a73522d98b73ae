package io.nightjar.notification;

import java.time.Instant;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A batch as JSON of our own. */
final class WebhookBody {
  private WebhookBody() {}

  static byte[] of(Batch batch) {
    ObjectNode body =
        JsonText.object()
            .put("version", 1)
            .put("delivery", batch.id())
            .put("monitor", batch.monitor())
            .put("sent", Instant.now().toString());
    ArrayNode notices = body.putArray("notices");
    batch.notices().forEach(each -> notices.add(notice(each)));
    ObjectNode heldBack = body.putObject("held_back");
    batch.missed().heldBack().forEach((severity, count) -> heldBack.put(severity.text(), count));
    body.put("lost", batch.missed().lost());
    return JsonText.bytes(body);
  }

  /** All of a notice; numbers that may be larger than 2^53 are texts. */
  static ObjectNode notice(Notice notice) {
    ObjectNode json =
        JsonText.object()
            .put("event", notice.event().text())
            .put("alert_id", Long.toString(notice.alertId()))
            .put("alert", notice.key())
            .put("severity", notice.severity().text())
            .put("category", notice.category().text())
            .put("entity", notice.entity().text())
            .put("subject", notice.subject())
            .put("interface", notice.interfaceName())
            .put("time", notice.time().toString())
            .put("count", notice.count())
            .put("summary", notice.summary())
            .put("technique", notice.technique());
    notice.attacker().ifPresent(address -> json.put("attacker", address.toString()));
    notice.victim().ifPresent(address -> json.put("victim", address.toString()));
    ArrayNode evidence = json.putArray("evidence");
    notice
        .evidence()
        .forEach(
            each ->
                evidence
                    .addObject()
                    .put("name", each.name())
                    .put("value", each.value())
                    .put("limit", each.limit()));
    return json;
  }
}
