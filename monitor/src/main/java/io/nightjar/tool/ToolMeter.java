package io.nightjar.tool;

import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** What became of the calls under one name, and how long they took. */
final class ToolMeter {
  private final Counter answered;
  private final Counter refused;
  private final Counter failed;
  private final Counter cancelled;
  private final LongAdder nanos = new LongAdder();

  /** Declares the series, once for a name. */
  ToolMeter(String tool, Telemetry telemetry) {
    this.answered = calls(telemetry, tool, "answered");
    this.refused = calls(telemetry, tool, "refused");
    this.failed = calls(telemetry, tool, "failed");
    this.cancelled = calls(telemetry, tool, "cancelled");
    telemetry.watch(
        "nightjar_tool_seconds_total",
        "Time spent answering calls of tools",
        Telemetry.Kind.COUNTER,
        new TreeMap<>(Map.of("tool", tool)),
        () -> nanos.sum() / 1e9);
  }

  private static Counter calls(Telemetry telemetry, String tool, String outcome) {
    SortedMap<String, String> labels = new TreeMap<>(Map.of("tool", tool, "outcome", outcome));
    return telemetry.counter("nightjar_tool_calls_total", "Calls of tools", labels);
  }

  void count(Outcome outcome, Duration took) {
    nanos.add(took.toNanos());
    switch (outcome) {
      case Outcome.Answered _, Outcome.Question _ -> answered.increment();
      case Outcome.Refused _, Outcome.Unknown _ -> refused.increment();
      case Outcome.Failed _ -> failed.increment();
      case Outcome.Cancelled _ -> cancelled.increment();
    }
  }
}
