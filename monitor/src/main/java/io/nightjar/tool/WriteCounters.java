package io.nightjar.tool;

import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Calls of write tools by what became of them, all declared from the start. */
final class WriteCounters {
  private static final String ASKED = "asked";
  private static final String REFUSED = "refused";
  private static final List<String> OUTCOMES =
      List.of("done", "needs_confirmation", "dry_run", "declined", "dismissed", ASKED, REFUSED);

  private final Map<String, Counter> counters = new LinkedHashMap<>();

  WriteCounters(Telemetry telemetry) {
    for (String outcome : OUTCOMES) {
      TreeMap<String, String> labels = new TreeMap<>(Map.of("outcome", outcome));
      counters.put(
          outcome,
          telemetry.counter(
              "nightjar_writes_total",
              "Calls of tools that write; one repeated under its idempotency key counts again",
              labels));
    }
  }

  void count(Outcome outcome) {
    switch (outcome) {
      case Outcome.Answered answered ->
          increment(answered.payload().structured().path("status").asString(""));
      case Outcome.Question _ -> increment(ASKED);
      case Outcome.Refused _, Outcome.Unknown _, Outcome.Failed _, Outcome.Cancelled _ -> refused();
    }
  }

  void refused() {
    increment(REFUSED);
  }

  private void increment(String outcome) {
    Counter counter = counters.get(outcome);
    if (counter != null) {
      counter.increment();
    }
  }
}
