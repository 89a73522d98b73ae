package io.nightjar.detection;

import io.nightjar.alert.AlertSettings;
import io.nightjar.alert.AlertType;
import io.nightjar.flow.Flow;
import java.util.List;

/**
 * Looks for one kind of trouble in flows. An instance belongs to one worker and may keep state,
 * bounded. It is never shown a flow that stands for many, nor one of which only answers were seen:
 * whom they answer to may have asked for nothing.
 */
public interface FlowCheck {
  /** Makes a check with the numbers that users set. */
  @FunctionalInterface
  interface Maker {
    /** A check for one worker. */
    FlowCheck make(AlertSettings settings);
  }

  /** What it may raise. */
  List<AlertType> types();

  /** Its application is known for good, from its first packets. */
  default void detected(Flow flow, Verdict verdict) {}

  /**
   * It is about to be recorded: it ends, or was active for five minutes more. What was raised for
   * it before is not raised again.
   */
  default void settled(Flow flow, Verdict verdict) {}
}
