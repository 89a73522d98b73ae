package io.nightjar.exclusion;

import io.nightjar.alert.AlertSink;
import io.nightjar.alert.Finding;
import io.nightjar.alert.FlowFacts;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Passes on what is not excluded. That something is over is always passed on. */
public final class ExcludingSink implements AlertSink {
  private final Exclusions exclusions;
  private final Function<Finding, @Nullable FlowFacts> flows;
  private final AlertSink next;

  /**
   * Before another sink.
   *
   * @param flows what is known of the flow of a finding; null for nothing
   */
  public ExcludingSink(
      Exclusions exclusions, Function<Finding, @Nullable FlowFacts> flows, AlertSink next) {
    this.exclusions = exclusions;
    this.flows = flows;
    this.next = next;
  }

  @Override
  public void happened(Finding finding) {
    if (!exclusions.silences(finding, flows.apply(finding))) {
      next.happened(finding);
    }
  }

  @Override
  public void engaged(Finding finding) {
    if (!exclusions.silences(finding, flows.apply(finding))) {
      next.engaged(finding);
    }
  }

  @Override
  public void released(Finding finding) {
    next.released(finding);
  }
}
