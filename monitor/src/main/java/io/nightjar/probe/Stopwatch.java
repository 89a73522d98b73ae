package io.nightjar.probe;

import io.nightjar.history.ProbeResult.Phases;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long each part of an exchange took; parts of several connections add up. Used by one thread.
 */
final class Stopwatch {
  /** A part. */
  enum Part {
    DNS,
    CONNECT,
    TLS,
    FIRST_BYTE
  }

  private final long start = System.nanoTime();
  private final Map<Part, Double> millis = new EnumMap<>(Part.class);

  /** Adds to a part. */
  void add(Part part, double more) {
    millis.merge(part, more, Double::sum);
  }

  double totalMs() {
    return Deadline.millisSince(start);
  }

  /** Until now. */
  Phases phases() {
    return new Phases(
        of(Part.DNS),
        of(Part.CONNECT),
        of(Part.TLS),
        of(Part.FIRST_BYTE),
        Outcome.rounded(totalMs()));
  }

  private @Nullable Double of(Part part) {
    Double found = millis.get(part);
    return found == null ? null : Outcome.rounded(found);
  }
}
