package io.nightjar.notification;

import io.nightjar.alert.Severity;
import java.util.Comparator;
import java.util.List;

/**
 * What a destination is told at once.
 *
 * @param id the same when it is sent again
 * @param monitor who tells
 * @param notices oldest first
 * @param missed what is only counted
 */
record Batch(String id, String monitor, List<Notice> notices, Missed missed) {
  Batch {
    notices = List.copyOf(notices);
  }

  /** The highest severity in it. */
  Severity worst() {
    return notices.stream()
        .map(Notice::severity)
        .max(Comparator.naturalOrder())
        .orElse(Severity.NONE);
  }

  /** In one line. */
  String headline() {
    return switch (notices.size()) {
      case 0 -> "Nightjar on " + monitor + ": notices not told";
      case 1 -> notices.getFirst().headline();
      default ->
          "Nightjar on %s: %d notices, worst %s".formatted(monitor, notices.size(), worst().text());
    };
  }
}
