package io.nightjar.policy;

import io.nightjar.alert.AlertSink;
import io.nightjar.alert.Finding;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What an alert sink was told, and what is so now. */
final class Recorded implements AlertSink {
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Map<String, Finding> now = new ConcurrentHashMap<>();

  @Override
  public void happened(Finding finding) {
    told.add("happened " + finding.subject());
  }

  @Override
  public void engaged(Finding finding) {
    told.add("engaged " + finding.subject());
    now.put(finding.type().key() + " " + finding.subject(), finding);
  }

  @Override
  public void released(Finding finding) {
    if (now.remove(finding.type().key() + " " + finding.subject()) != null) {
      told.add("released " + finding.subject());
    }
  }

  /** Subjects of this alert that are so now, in order. */
  List<String> subjects(String key) {
    TreeSet<String> subjects = new TreeSet<>();
    now.values().stream()
        .filter(finding -> finding.type().key().equals(key))
        .forEach(finding -> subjects.add(finding.subject()));
    return List.copyOf(subjects);
  }

  Finding finding(String key, String subject) {
    Finding found = now.get(key + " " + subject);
    if (found == null) {
      throw new AssertionError("no " + key + " of " + subject + ", but " + now.keySet());
    }
    return found;
  }

  /** All it was told so far; forgets it. */
  List<String> take() {
    List<String> taken = List.copyOf(told);
    told.clear();
    return taken;
  }
}
