package io.nightjar.notification;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Notices as documents of the Elastic Common Schema, one a line. */
final class EcsLine {
  private static final String VERSION = "8.11.0";

  private EcsLine() {}

  static List<String> of(Batch batch) {
    List<String> lines = new ArrayList<>();
    for (Notice notice : batch.notices()) {
      lines.add(JsonText.text(line(notice, batch.monitor())));
    }
    if (!batch.missed().isNothing()) {
      lines.add(JsonText.text(missed(batch)));
    }
    return lines;
  }

  private static ObjectNode line(Notice notice, String monitor) {
    ObjectNode line = JsonText.object().put("@timestamp", notice.time().toString());
    line.put("message", notice.headline() + ": " + notice.summary());
    line.putObject("ecs").put("version", VERSION);
    line.putObject("log").put("level", notice.severity().text());
    event(line, notice);
    line.putObject("rule").put("id", notice.key()).put("name", notice.key());
    observer(line, notice.interfaceName(), monitor);
    notice.attacker().ifPresent(each -> line.putObject("source").put("ip", each.toString()));
    notice.victim().ifPresent(each -> line.putObject("destination").put("ip", each.toString()));
    related(line, notice);
    if (!notice.technique().isEmpty()) {
      ObjectNode threat = line.putObject("threat").put("framework", "MITRE ATT&CK");
      threat.putObject("technique").putArray("id").add(notice.technique());
    }
    line.set("nightjar", WebhookBody.notice(notice));
    return line;
  }

  private static void event(ObjectNode line, Notice notice) {
    ObjectNode event =
        line.putObject("event")
            .put("kind", "alert")
            .put("action", notice.event().text())
            .put("code", notice.key())
            .put("provider", "nightjar")
            .put("dataset", "nightjar.alerts")
            .put("severity", notice.severity().leastScore());
    event
        .putArray("category")
        .add(
            switch (notice.category()) {
              case SECURITY -> "intrusion_detection";
              case NETWORK, POLICY -> "network";
              case SYSTEM -> "host";
            });
    event.putArray("type").add("info");
  }

  private static void observer(ObjectNode line, String interfaceName, String monitor) {
    ObjectNode observer =
        line.putObject("observer")
            .put("vendor", "Nightjar")
            .put("product", "Nightjar")
            .put("type", "ids")
            .put("hostname", monitor);
    if (!interfaceName.isEmpty()) {
      observer.putObject("ingress").putObject("interface").put("name", interfaceName);
    }
  }

  private static void related(ObjectNode line, Notice notice) {
    if (notice.attacker().isPresent() || notice.victim().isPresent()) {
      ArrayNode addresses = line.putObject("related").putArray("ip");
      notice.attacker().ifPresent(each -> addresses.add(each.toString()));
      notice.victim().ifPresent(each -> addresses.add(each.toString()));
    }
  }

  private static ObjectNode missed(Batch batch) {
    ObjectNode line = JsonText.object().put("@timestamp", Instant.now().toString());
    line.put("message", batch.missed().text());
    line.putObject("ecs").put("version", VERSION);
    line.putObject("log").put("level", "warning");
    line.putObject("event")
        .put("kind", "event")
        .put("action", "missed")
        .put("provider", "nightjar");
    observer(line, "", batch.monitor());
    line.putObject("nightjar")
        .put("held_back", batch.missed().heldBackInAll())
        .put("lost", batch.missed().lost());
    return line;
  }
}
