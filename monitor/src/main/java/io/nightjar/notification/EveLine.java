package io.nightjar.notification;

import io.nightjar.alert.Severity;
import io.nightjar.net.IpAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import tools.jackson.databind.node.ObjectNode;

/** Notices as alerts of Suricata's EVE format, one a line. */
final class EveLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxx", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** Generator of signatures, not one of Suricata's. */
  private static final int GENERATOR = 9_000;

  private EveLine() {}

  static List<String> of(Batch batch) {
    List<String> lines = new ArrayList<>();
    for (Notice notice : batch.notices()) {
      lines.add(JsonText.text(line(notice, batch.monitor())));
    }
    Missed missed = batch.missed();
    if (!missed.isNothing()) {
      ObjectNode line = begun(Instant.now(), "stats", batch.monitor());
      line.putObject("nightjar")
          .put("held_back", missed.heldBackInAll())
          .put("lost", missed.lost());
      lines.add(JsonText.text(line));
    }
    return lines;
  }

  private static ObjectNode begun(Instant time, String type, String monitor) {
    return JsonText.object()
        .put("timestamp", TIME.format(time))
        .put("event_type", type)
        .put("host", monitor);
  }

  private static ObjectNode line(Notice notice, String monitor) {
    ObjectNode line = begun(notice.time(), "alert", monitor);
    JsonText.put(line, "in_iface", notice.interfaceName());
    source(notice).ifPresent(each -> line.put("src_ip", each.toString()));
    notice.victim().ifPresent(each -> line.put("dest_ip", each.toString()));
    ObjectNode alert =
        line.putObject("alert")
            .put("action", "allowed")
            .put("gid", GENERATOR)
            .put("signature_id", number(notice.key()))
            .put("rev", 1)
            .put("signature", notice.key() + ": " + notice.summary())
            .put("category", notice.category().text())
            .put("severity", priority(notice.severity()));
    if (!notice.technique().isEmpty()) {
      alert.putObject("metadata").putArray("mitre_technique_id").add(notice.technique());
    }
    line.set("nightjar", WebhookBody.notice(notice));
    return line;
  }

  private static Optional<IpAddress> source(Notice notice) {
    if (notice.attacker().isPresent()) {
      return notice.attacker();
    }
    try {
      return Optional.of(IpAddress.parse(notice.subject()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Readers want a number, and keys have none: it is the same for a key for ever. */
  private static long number(String key) {
    CRC32 sum = new CRC32();
    sum.update(key.getBytes(StandardCharsets.UTF_8));
    return sum.getValue() & Integer.MAX_VALUE;
  }

  /** Suricata counts from 1, the worst. */
  private static int priority(Severity severity) {
    return switch (severity) {
      case EMERGENCY, CRITICAL, ERROR -> 1;
      case WARNING -> 2;
      case NOTICE -> 3;
      case INFO, NONE -> 4;
    };
  }
}
