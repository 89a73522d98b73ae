package io.nightjar.policy;

import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/** What policies do. */
final class PolicyCounters {
  private final Counter runs;
  private final Counter rows;
  private final Counter failures;
  private final Counter waits;
  private final Counter pauses;

  PolicyCounters(Telemetry telemetry, IntSupplier running) {
    runs = telemetry.counter("nightjar_policy_runs_total", "Runs of policies that answered");
    rows = telemetry.counter("nightjar_policy_rows_total", "Rows they answered");
    failures = telemetry.counter("nightjar_policy_failures_total", "Runs of policies that failed");
    waits =
        telemetry.counter(
            "nightjar_policy_waits_total", "Runs of policies that found no history to ask");
    pauses =
        telemetry.counter("nightjar_policy_pauses_total", "Policies paused by the monitor itself");
    telemetry.watch(
        "nightjar_policies_running",
        "Policies being asked",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        running::getAsInt);
  }

  void answered(long answeredRows) {
    runs.increment();
    rows.add(answeredRows);
  }

  void failed() {
    failures.increment();
  }

  void waited() {
    waits.increment();
  }

  void paused() {
    pauses.increment();
  }
}
