package io.nightjar.probe;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import java.util.List;

/** What is raised of probes. */
public final class ProbeAlerts {
  /** The value is on the wrong side. */
  public static final AlertType THRESHOLD_EXCEEDED =
      AlertType.of(
              "probe_threshold_exceeded",
              Entity.PROBE,
              Category.NETWORK,
              60,
              "A probe's value was on the wrong side of its threshold in most of its latest runs")
          .check("Ask get_timeseries of probe:value since when it is so.")
          .check("See by the phases in probe_results which part is slow.");

  /** Nothing answers, or not what should. */
  public static final AlertType UNREACHABLE =
      AlertType.of(
              "probe_unreachable",
              Entity.PROBE,
              Category.NETWORK,
              120,
              "A probe's target gave no answer, or a wrong one, in most of its latest runs")
          .check("Read the reason in list_enabled_active_monitoring_scripts.")
          .check("See whether other targets on the same way are unreachable too.");

  /** A certificate ends soon, or has. */
  public static final AlertType CERTIFICATE_EXPIRES =
      AlertType.of(
              "probe_certificate_expires",
              Entity.PROBE,
              Category.SECURITY,
              100,
              "A server's certificate ends in fewer days than its probe's threshold, or has ended")
          .check("Renew the certificate, or see why its renewal failed.");

  /** A name leads elsewhere. */
  public static final AlertType ADDRESS_CHANGED =
      AlertType.of(
              "probe_address_changed",
              Entity.PROBE,
              Category.SECURITY,
              20,
              "The name of a probe's target has none of the addresses it had before")
          .technique("T1584.002")
          .check("Find out whether the owner of the name moved it.");

  private ProbeAlerts() {}

  /** All of them. */
  public static List<AlertType> all() {
    return List.of(THRESHOLD_EXCEEDED, UNREACHABLE, CERTIFICATE_EXPIRES, ADDRESS_CHANGED);
  }
}
