package io.nightjar.detection;

import io.nightjar.alert.AlertSettings;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.alert.Threshold;
import io.nightjar.flow.Flow;
import java.util.List;

/** Much more sent from inside to outside than came back. */
final class DataExfiltration implements FlowCheck {
  private static final Threshold BYTES =
      new Threshold(
          "sent_bytes", 100_000_000, 100_000, 1e12, "bytes a local client sent to a remote server");
  private static final Threshold RATIO =
      new Threshold("sent_to_received", 10, 1, 1e6, "times as many as it was sent");

  static final AlertType TYPE =
      AlertType.of(
              "data_exfiltration",
              Entity.FLOW,
              Category.SECURITY,
              80,
              "A local client sent far more to a remote server than it was sent")
          .client(90)
          .technique("T1048")
          .threshold(BYTES)
          .threshold(RATIO)
          .check("Ask whether the server is one that backups or uploads go to.")
          .check("Compare with what the host usually sends: get_timeseries of host:traffic.");

  private final double bytes;
  private final double ratio;

  DataExfiltration(AlertSettings settings) {
    bytes = settings.value(TYPE, BYTES);
    ratio = settings.value(TYPE, RATIO);
  }

  @Override
  public List<AlertType> types() {
    return List.of(TYPE);
  }

  @Override
  public void settled(Flow flow, Verdict verdict) {
    long sent = flow.fromClient().bytes();
    if (sent < bytes
        || !flow.client().origin().isLocal()
        || flow.server().origin().isLocal()
        || flow.server().origin().scope().isGroup()) {
      return;
    }
    double times = (double) sent / Math.max(1, flow.fromServer().bytes());
    if (times >= ratio && verdict.isNews(TYPE)) {
      verdict.raise(
          TYPE,
          Evidence.above("sent_bytes", sent, bytes),
          Evidence.above("sent_to_received", times, ratio));
    }
  }
}
