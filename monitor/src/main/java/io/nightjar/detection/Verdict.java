package io.nightjar.detection;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Finding.Evidence;

/** Takes what checks find in one flow. */
public interface Verdict {
  /**
   * Whether it can still be raised for this flow: so that evidence is only made where it counts.
   */
  boolean isNews(AlertType type);

  /** Raises it, once for a flow. */
  void raise(AlertType type, Evidence... why);

  /** The time of the flow's worker, nanoseconds since the epoch. */
  long nowNanos();
}
