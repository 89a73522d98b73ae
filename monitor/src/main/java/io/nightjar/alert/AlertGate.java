package io.nightjar.alert;

import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.util.function.Predicate;

/**
 * The one place that every finding passes, whoever found it: what is turned off or excluded ends
 * here, uncounted in scores; the rest goes on. Safe for every thread.
 */
public final class AlertGate implements AlertSink {
  private final AlertSettings settings;
  private final AlertSink next;
  private final Counter passed;
  private final Counter excluded;
  private volatile Predicate<Finding> isExcluded = _ -> false;

  /** A gate that excludes nothing yet. */
  public AlertGate(AlertSettings settings, AlertSink next, Telemetry telemetry) {
    this.settings = settings;
    this.next = next;
    passed = telemetry.counter("nightjar_findings_total", "Findings of checks that count");
    excluded = telemetry.counter("nightjar_findings_excluded_total", "Findings excluded by users");
  }

  /** A gate to nowhere, for who only wants scores. */
  public static AlertGate closed() {
    return new AlertGate(AlertSettings.USUAL, AlertSink.NONE, new Telemetry());
  }

  /** What users set. */
  public AlertSettings settings() {
    return settings;
  }

  /** Excludes what matches from now on, and nothing else; asked on packet threads. */
  public void exclude(Predicate<Finding> matching) {
    isExcluded = matching;
  }

  /** Passes on what was so at one moment; whether it counts. */
  public boolean pass(Finding finding) {
    boolean counts = admits(finding);
    if (counts) {
      next.happened(finding);
    }
    return counts;
  }

  private boolean admits(Finding finding) {
    if (!settings.isOn(finding.type())) {
      return false;
    }
    if (isExcluded.test(finding)) {
      excluded.increment();
      return false;
    }
    passed.increment();
    return true;
  }

  @Override
  public void happened(Finding finding) {
    boolean _ = pass(finding);
  }

  @Override
  public void engaged(Finding finding) {
    if (admits(finding)) {
      next.engaged(finding);
    }
  }

  /** Always passed on: what is engaged must be able to end. */
  @Override
  public void released(Finding finding) {
    next.released(finding);
  }
}
