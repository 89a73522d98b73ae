package io.nightjar.detection;

import io.nightjar.alert.AlertSettings;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.alert.Threshold;
import io.nightjar.flow.Flow;
import java.util.List;

/** Pings that carry more than pings do. */
final class IcmpData implements FlowCheck {
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;

  private static final Threshold BYTES =
      new Threshold("sent_bytes", 100_000, 1_000, 1e12, "bytes sent one way in the flow");
  private static final Threshold MEAN =
      new Threshold("mean_frame_bytes", 200, 60, 9_000, "mean length of its frames");

  static final AlertType TYPE =
      AlertType.of(
              "icmp_data_exfiltration",
              Entity.FLOW,
              Category.SECURITY,
              70,
              "ICMP messages between two hosts carry as much as a file transfer")
          .client(90)
          .technique("T1095")
          .threshold(BYTES)
          .threshold(MEAN)
          .check("Look at the payload of some of the messages in a capture.")
          .check("Ask whether somebody measures paths with large pings.");

  private final double bytes;
  private final double mean;

  IcmpData(AlertSettings settings) {
    bytes = settings.value(TYPE, BYTES);
    mean = settings.value(TYPE, MEAN);
  }

  @Override
  public List<AlertType> types() {
    return List.of(TYPE);
  }

  @Override
  public void settled(Flow flow, Verdict verdict) {
    if (flow.protocol() != ICMP && flow.protocol() != ICMPV6) {
      return;
    }
    long sent = flow.fromClient().bytes();
    double length = (double) sent / Math.max(1, flow.fromClient().packets());
    if (sent >= bytes && length >= mean && verdict.isNews(TYPE)) {
      verdict.raise(
          TYPE,
          Evidence.above("sent_bytes", sent, bytes),
          Evidence.above("mean_frame_bytes", length, mean),
          Evidence.of("risks", flow.application().risks()));
    }
  }
}
