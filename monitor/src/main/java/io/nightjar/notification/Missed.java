package io.nightjar.notification;

import io.nightjar.alert.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Notices that a destination was not told, since it was last told how many.
 *
 * @param heldBack by the rate limit
 * @param lost found the queue full, or could not be delivered
 */
record Missed(Map<Severity, Long> heldBack, long lost) {
  static final Missed NOTHING = new Missed(Map.of(), 0);

  Missed {
    heldBack =
        heldBack.isEmpty()
            ? Map.of()
            : Collections.unmodifiableMap(new EnumMap<Severity, Long>(heldBack));
  }

  boolean isNothing() {
    return heldBack.isEmpty() && lost == 0;
  }

  Missed heldBack(Severity severity) {
    return and(new Missed(Map.of(severity, 1L), 0));
  }

  Missed lost(long more) {
    return new Missed(heldBack, lost + more);
  }

  Missed and(Missed other) {
    EnumMap<Severity, Long> sums = new EnumMap<>(Severity.class);
    sums.putAll(heldBack);
    other.heldBack.forEach((severity, count) -> sums.merge(severity, count, Long::sum));
    return new Missed(sums, lost + other.lost);
  }

  long heldBackInAll() {
    return heldBack.values().stream().mapToLong(Long::longValue).sum();
  }

  /** In a sentence; empty for nothing. */
  String text() {
    List<String> parts = new ArrayList<>();
    heldBack.forEach((severity, count) -> parts.addFirst(count + " " + severity.text()));
    String text = parts.isEmpty() ? "" : "Held back by the rate limit: " + String.join(", ", parts);
    if (lost == 0) {
      return text;
    }
    return (text.isEmpty() ? "" : text + ". ") + "Lost: " + lost;
  }
}
