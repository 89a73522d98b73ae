package io.nightjar.probe;

import io.nightjar.alert.AlertSink;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Finding;
import io.nightjar.history.ProbeResult;
import io.nightjar.net.IpAddress;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One probe and what is known of it since the start. Runs of a probe follow each other, so one
 * thread at a time judges; others read the latest result.
 */
final class ProbeWatch {
  private final Probe probe;
  private final ProbeKind kind;
  private final String monitor;
  private final AlertSink alerts;
  private final Alarm unreachable;
  private final Alarm exceeded;
  private final NameMemory names = new NameMemory();
  private volatile @Nullable ProbeResult latest;
  private volatile boolean isEngaged;
  private volatile boolean isEnded;

  ProbeWatch(Probe probe, ProbeKind kind, String monitor, AlertSink alerts) {
    this.probe = probe;
    this.kind = kind;
    this.monitor = monitor;
    this.alerts = alerts;
    Granularity granularity = probe.granularity();
    unreachable = new Alarm(granularity.needed(), granularity.window());
    exceeded = new Alarm(granularity.needed(), granularity.window());
  }

  Probe probe() {
    return probe;
  }

  ProbeKind kind() {
    return kind;
  }

  /** The latest result; empty before the first. */
  Optional<ProbeResult> latest() {
    return Optional.ofNullable(latest);
  }

  /** Whether an alert of it is engaged. */
  boolean isEngaged() {
    return isEngaged;
  }

  /**
   * Measures once, judges, and returns the result. An interrupt before the kind's time is over ends
   * it without one; later the target was too slow.
   */
  ProbeResult run(Instruments with) throws InterruptedException {
    Instant start = Instant.now();
    Deadline end = Deadline.in(kind.type().longest());
    Outcome outcome;
    try {
      outcome = kind.run(probe, with);
    } catch (NoAnswer none) {
      outcome = none.outcome();
    } catch (InterruptedException e) {
      if (!end.isOver()) {
        throw e;
      }
      double seconds = kind.type().longest().toMillis() / 1e3;
      outcome = Outcome.none(State.DOWN, "was not done within " + seconds + " s");
    }
    return take(outcome, start);
  }

  /** Takes what a run found. */
  ProbeResult take(Outcome outcome, Instant start) {
    Double value = outcome.value();
    boolean isWrong = value != null && kind.type().isExceeded(value, probe.threshold());
    boolean isMaintenance = probe.maintenance().isOn(start);
    ProbeResult result =
        new ProbeResult(
            start,
            monitor,
            probe.measurement().text(),
            probe.target(),
            probe.granularity().text(),
            outcome.address(),
            outcome.state().text(),
            outcome.reason(),
            value,
            probe.threshold(),
            isWrong,
            isMaintenance,
            outcome.echoes(),
            outcome.phases(),
            outcome.answer());
    latest = result;
    noteNames(outcome, start);
    if (!isMaintenance && !isEnded) {
      judge(outcome, result);
    }
    return result;
  }

  private void noteNames(Outcome outcome, Instant time) {
    names
        .see(outcome.addresses())
        .ifPresent(
            change ->
                alerts.happened(
                    Finding.of(ProbeAlerts.ADDRESS_CHANGED, probe.key(), time)
                        .because("addresses", change.after(), change.before())));
  }

  /** What failed here says nothing about the target. */
  private void judge(Outcome outcome, ProbeResult result) {
    switch (outcome.state()) {
      case FAILED -> {}
      case DOWN -> tell(unreachable.see(Alarm.Sign.BAD), ProbeAlerts.UNREACHABLE, result);
      case UP -> {
        tell(unreachable.see(Alarm.Sign.CLEAR), ProbeAlerts.UNREACHABLE, result);
        tell(exceeded.see(sign(result)), ofValue(), result);
      }
    }
    isEngaged = unreachable.isEngaged() || exceeded.isEngaged();
  }

  private Alarm.Sign sign(ProbeResult result) {
    Double value = result.value();
    if (result.isExceeded() || value == null) {
      return Alarm.Sign.BAD;
    }
    return kind.type().isClear(value, probe.threshold()) ? Alarm.Sign.CLEAR : Alarm.Sign.UNSURE;
  }

  private AlertType ofValue() {
    return probe.measurement() == Measurement.TLS_CERTIFICATE
        ? ProbeAlerts.CERTIFICATE_EXPIRES
        : ProbeAlerts.THRESHOLD_EXCEEDED;
  }

  private void tell(Alarm.Change change, AlertType type, ProbeResult result) {
    switch (change) {
      case NONE -> {}
      case ENGAGED -> alerts.engaged(finding(type, result));
      case RELEASED -> alerts.released(finding(type, result));
    }
  }

  private Finding finding(AlertType type, ProbeResult result) {
    Granularity granularity = probe.granularity();
    String unit = kind.type().unit();
    Finding finding =
        Finding.of(type, probe.key(), result.time())
            .between(Optional.empty(), Optional.<IpAddress>ofNullable(result.address()));
    Double value = result.value();
    Finding told =
        value == null
            ? finding.because("reason", result.reason(), "")
            : finding.because("value", value + " " + unit, probe.threshold() + " " + unit);
    return told.because(
        "bad_runs",
        String.valueOf((type.equals(ProbeAlerts.UNREACHABLE) ? unreachable : exceeded).badOnes()),
        granularity.needed() + " of " + granularity.window());
  }

  /** Lets go of what is engaged: the probe is no more. */
  void end(Instant time) {
    isEnded = true;
    if (unreachable.isEngaged()) {
      alerts.released(Finding.of(ProbeAlerts.UNREACHABLE, probe.key(), time));
    }
    if (exceeded.isEngaged()) {
      alerts.released(Finding.of(ofValue(), probe.key(), time));
    }
  }
}
