package io.nightjar.imports;

import io.nightjar.capture.CaptureSource;
import io.nightjar.flow.FlowRecord;
import io.nightjar.history.History;
import io.nightjar.live.SeriesPoint;
import java.util.function.BooleanSupplier;

/**
 * History for capture files, which wait for room.
 *
 * @param ended whether rows are no longer wanted
 */
public record Storing(History history, BooleanSupplier ended)
    implements CaptureSource.RecordOutlet {
  @Override
  public boolean take(FlowRecord record, Runnable meanwhile) {
    try {
      return !ended.getAsBoolean() && history.put(record, meanwhile);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public boolean take(SeriesPoint point, Runnable meanwhile) {
    try {
      return !ended.getAsBoolean() && history.put(point, meanwhile);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
