package io.nightjar.notification;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertState;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding;
import io.nightjar.alert.Severity;
import io.nightjar.net.IpAddress;
import io.nightjar.net.UntrustedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * News of an alert. Its texts are on one line, bounded, and show what they hold.
 *
 * @param alertId of the alert; 0 for none
 * @param key of its type
 * @param subject which entity; may come from the network
 * @param interfaceName where it was seen; empty for nowhere
 * @param time when it was so
 * @param count how often it was found so far
 * @param summary a sentence: what it means
 * @param evidence why, most telling first
 * @param technique of MITRE ATT&amp;CK; empty for none
 * @param attacker who caused it
 * @param victim who suffered it
 */
public record Notice(
    Event event,
    long alertId,
    String key,
    Severity severity,
    Category category,
    Entity entity,
    String subject,
    String interfaceName,
    Instant time,
    long count,
    String summary,
    List<Finding.Evidence> evidence,
    String technique,
    Optional<IpAddress> attacker,
    Optional<IpAddress> victim) {
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_TEXT = 253;
  private static final int LONGEST_SUMMARY = 500;
  private static final int MOST_EVIDENCE = 12;

  /** What became of the alert. */
  public enum Event {
    RAISED,
    RELEASED,
    ACKNOWLEDGED,
    /** Nothing: somebody wants to see a notice arrive. */
    TEST;

    /** As it is written. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Cleans the texts. */
  public Notice {
    key = UntrustedText.clean(key, LONGEST_NAME);
    subject = UntrustedText.clean(subject, LONGEST_TEXT);
    interfaceName = UntrustedText.clean(interfaceName, LONGEST_NAME);
    summary = UntrustedText.clean(summary, LONGEST_SUMMARY);
    technique = UntrustedText.clean(technique, LONGEST_NAME);
    evidence = evidence.stream().limit(MOST_EVIDENCE).map(Notice::clean).toList();
  }

  private static Finding.Evidence clean(Finding.Evidence each) {
    return new Finding.Evidence(
        UntrustedText.clean(each.name(), LONGEST_NAME),
        UntrustedText.clean(each.value(), LONGEST_TEXT),
        UntrustedText.clean(each.limit(), LONGEST_TEXT));
  }

  /** What became of an alert last. */
  public static Notice of(Alert alert) {
    return new Notice(
        event(alert),
        alert.id(),
        alert.type().key(),
        alert.type().severity(),
        alert.type().category(),
        alert.type().entity(),
        alert.subject(),
        alert.interfaceName(),
        alert.last(),
        alert.count(),
        alert.type().meaning(),
        alert.evidence(),
        alert.type().technique(),
        alert.source(),
        alert.target());
  }

  private static Event event(Alert alert) {
    if (alert.state() == AlertState.RELEASED) {
      return Event.RELEASED;
    }
    return alert.mark().status() == AlertStatus.OPEN ? Event.RAISED : Event.ACKNOWLEDGED;
  }

  /** A notice that only shows that notices arrive. */
  static Notice test(Instant now) {
    return new Notice(
        Event.TEST,
        0,
        "test",
        Severity.INFO,
        Category.SYSTEM,
        Entity.SYSTEM,
        "nightjar",
        "",
        now,
        1,
        "A test of notifications: nothing has happened",
        List.of(),
        "",
        Optional.empty(),
        Optional.empty());
  }

  /** In one line. */
  String headline() {
    return "%s %s: %s %s"
        .formatted(severity.text().toUpperCase(Locale.ROOT), event.text(), key, subject);
  }

  /** Its facts, one a line. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(summary);
    lines.add("time: " + time + (count > 1 ? ", found " + count + " times" : ""));
    add(lines, "interface", interfaceName);
    attacker.ifPresent(address -> add(lines, "attacker", address.toString()));
    victim.ifPresent(address -> add(lines, "victim", address.toString()));
    evidence.forEach(
        each ->
            add(
                lines,
                each.name(),
                each.limit().isEmpty() ? each.value() : each.value() + ", limit " + each.limit()));
    add(lines, "ATT&CK", technique);
    add(lines, "alert", alertId == 0 ? "" : Long.toString(alertId));
    return lines;
  }

  private static void add(List<String> lines, String name, String value) {
    if (!value.isEmpty()) {
      lines.add(name + ": " + value);
    }
  }
}
