package io.nightjar.detection;

import io.nightjar.alert.AlertSettings;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.alert.Threshold;
import io.nightjar.flow.Flow;
import java.util.List;

/** Flows that move much, or last long. */
final class LargeFlow implements FlowCheck {
  private static final double NANOS_PER_SECOND = 1e9;

  private static final Threshold BYTES =
      new Threshold("bytes", 1_000_000_000, 1_000, 1e15, "bytes both ways");
  private static final Threshold SECONDS =
      new Threshold("seconds", 43_200, 60, 31_536_000, "from first to latest packet");

  static final AlertType ELEPHANT =
      AlertType.of(
              "elephant_flow",
              Entity.FLOW,
              Category.NETWORK,
              10,
              "One flow moved as much as few do")
          .threshold(BYTES)
          .check("See what share of the link it took: get_timeseries of iface:traffic.");

  static final AlertType LONG_LIVED =
      AlertType.of(
              "longlived_flow", Entity.FLOW, Category.NETWORK, 5, "One flow went on for many hours")
          .threshold(SECONDS)
          .check("Ask whether the two ends have a reason to stay connected.");

  private final double bytes;
  private final double seconds;

  LargeFlow(AlertSettings settings) {
    bytes = settings.value(ELEPHANT, BYTES);
    seconds = settings.value(LONG_LIVED, SECONDS);
  }

  @Override
  public List<AlertType> types() {
    return List.of(ELEPHANT, LONG_LIVED);
  }

  @Override
  public void settled(Flow flow, Verdict verdict) {
    if (flow.bytes() >= bytes && verdict.isNews(ELEPHANT)) {
      verdict.raise(ELEPHANT, Evidence.above("bytes", flow.bytes(), bytes));
    }
    double lasted = (flow.lastSeenNanos() - flow.firstSeenNanos()) / NANOS_PER_SECOND;
    if (lasted >= seconds && verdict.isNews(LONG_LIVED)) {
      verdict.raise(LONG_LIVED, Evidence.above("seconds", Math.rint(lasted), seconds));
    }
  }
}
