package io.nightjar.notification;

import io.nightjar.alert.Finding;
import io.nightjar.alert.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A notice as one message of RFC 5424, with facility local0. Its values stand in an element of
 * structured data under the enterprise number for documentation (RFC 5612): Nightjar has none.
 */
final class SyslogMessage {
  private static final int LOCAL0 = 16;
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final String ID = "nightjar@32473";
  private static final int LONGEST_HOST = 255;
  private static final int LONGEST_MSGID = 32;

  private SyslogMessage() {}

  /** The messages of a batch. */
  static List<byte[]> of(Batch batch) {
    List<byte[]> messages = new ArrayList<>();
    batch.notices().forEach(each -> messages.add(of(each, batch.monitor())));
    Missed missed = batch.missed();
    if (!missed.isNothing()) {
      String elements =
          " [%s held_back=\"%d\" lost=\"%d\"]".formatted(ID, missed.heldBackInAll(), missed.lost());
      messages.add(
          message(
              Severity.WARNING, Instant.now(), batch.monitor(), "missed", elements, missed.text()));
    }
    return messages;
  }

  private static byte[] of(Notice notice, String monitor) {
    StringBuilder element = new StringBuilder(" [").append(ID);
    parameter(element, "event", notice.event().text());
    parameter(element, "alert", notice.key());
    parameter(element, "alert_id", Long.toString(notice.alertId()));
    parameter(element, "severity", notice.severity().text());
    parameter(element, "category", notice.category().text());
    parameter(element, "entity", notice.entity().text());
    parameter(element, "subject", notice.subject());
    parameter(element, "interface", notice.interfaceName());
    parameter(element, "count", Long.toString(notice.count()));
    notice.attacker().ifPresent(address -> parameter(element, "attacker", address.toString()));
    notice.victim().ifPresent(address -> parameter(element, "victim", address.toString()));
    parameter(element, "technique", notice.technique());
    element.append(']');
    return message(
        notice.severity(), notice.time(), monitor, notice.key(), element.toString(), text(notice));
  }

  private static String text(Notice notice) {
    StringBuilder text = new StringBuilder(notice.headline()).append(": ").append(notice.summary());
    for (Finding.Evidence each : notice.evidence()) {
      text.append("; ").append(each.name()).append('=').append(each.value());
      if (!each.limit().isEmpty()) {
        text.append(" (limit ").append(each.limit()).append(')');
      }
    }
    return text.toString();
  }

  private static byte[] message(
      Severity severity, Instant time, String monitor, String id, String elements, String text) {
    String header =
        "<%d>1 %s %s nightjar %d %s"
            .formatted(
                LOCAL0 * 8 + code(severity),
                time.truncatedTo(ChronoUnit.MICROS),
                name(monitor, LONGEST_HOST),
                ProcessHandle.current().pid(),
                name(id, LONGEST_MSGID));
    return (header + elements + " " + BYTE_ORDER_MARK + text).getBytes(StandardCharsets.UTF_8);
  }

  /** RFC 5424, 6.2.1. */
  private static int code(Severity severity) {
    return switch (severity) {
      case EMERGENCY -> 0;
      case CRITICAL -> 2;
      case ERROR -> 3;
      case WARNING -> 4;
      case NOTICE -> 5;
      case INFO, NONE -> 6;
    };
  }

  /** Printable ASCII without blanks, or the value for none. */
  private static String name(String text, int most) {
    String kept = text.replaceAll("[^!-~]", "");
    return kept.isEmpty() ? "-" : kept.substring(0, Math.min(most, kept.length()));
  }

  /** Escaped as RFC 5424, 6.3.3 wants it. */
  private static void parameter(StringBuilder element, String name, String value) {
    element.append(' ').append(name).append("=\"");
    for (int i = 0; i < value.length(); i++) {
      char each = value.charAt(i);
      if (each == '"' || each == '\\' || each == ']') {
        element.append('\\');
      }
      element.append(each);
    }
    element.append('"');
  }
}
