package io.nightjar.probe;

import io.nightjar.net.IpAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A probe as somebody wrote it.
 *
 * @param threshold null for the kind's usual one
 */
public record ProbeDraft(
    Measurement measurement,
    String target,
    @Nullable Double threshold,
    String granularity,
    @Nullable Integer expectedStatus,
    @Nullable String expectedText,
    String maintenance) {
  private static final int LONGEST_TEXT = 1_000;

  /** What is wrong with a part of it. */
  public static final class Problem extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final String expected;

    Problem(String came, String expected) {
      super(came);
      this.expected = expected;
    }

    /** What would be right. */
    public String expected() {
      return expected;
    }
  }

  /**
   * The probe.
   *
   * @throws Problem when it cannot be one
   */
  public Probe checked() {
    ProbeKind kind = ProbeKinds.of(measurement);
    return new Probe(
        measurement,
        targetOf(kind),
        thresholdOf(kind.type()),
        granularityOf(kind.type()),
        status(),
        text(),
        windows());
  }

  /**
   * The target in its one form.
   *
   * @throws Problem when the kind takes no such target
   */
  public String checkedTarget() {
    return targetOf(ProbeKinds.of(measurement));
  }

  private String targetOf(ProbeKind kind) {
    try {
      return kind.target(target);
    } catch (IllegalArgumentException e) {
      throw new Problem(
          "host: " + e.getMessage(),
          "for " + measurement.text() + " pass " + kind.type().targetForm());
    }
  }

  private double thresholdOf(ProbeType type) {
    if (threshold == null) {
      return type.usualThreshold();
    }
    if (!(threshold >= 0 && threshold <= type.mostThreshold())) {
      throw new Problem(
          "threshold: " + number(threshold) + " came",
          "of %s it is from 0 to %s %s"
              .formatted(measurement.text(), number(type.mostThreshold()), type.unit()));
    }
    return threshold;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private Granularity granularityOf(ProbeType type) {
    String asked = granularity.strip().toLowerCase(Locale.ROOT);
    return Granularity.of(asked)
        .filter(type.granularities()::contains)
        .orElseThrow(
            () ->
                new Problem(
                    "granularity: '" + HostName.shown(granularity) + "' came",
                    "of "
                        + measurement.text()
                        + " it is one of "
                        + Granularity.texts(type.granularities())));
  }

  private @Nullable Integer status() {
    boolean isHttp = measurement == Measurement.HTTP || measurement == Measurement.HTTPS;
    if (expectedStatus != null && (!isHttp || expectedStatus < 100 || expectedStatus > 599)) {
      throw new Problem(
          "expected_status: " + expectedStatus + " came",
          "for http and https from 100 to 599; other kinds have none");
    }
    return expectedStatus;
  }

  private @Nullable String text() {
    if (expectedText == null || expectedText.isEmpty()) {
      return null;
    }
    return switch (measurement) {
      case HTTP, HTTPS -> {
        if (expectedText.length() > LONGEST_TEXT) {
          throw new Problem(
              "expected_text: " + expectedText.length() + " characters came",
              "it has at most " + LONGEST_TEXT);
        }
        yield expectedText;
      }
      case DNS -> address(expectedText);
      case ICMP, CICMP, TCP, TLS_CERTIFICATE, THROUGHPUT, PATH ->
          throw new Problem(
              "expected_text is not for " + measurement.text(),
              "http and https look for text, dns for an address");
    };
  }

  private static String address(String text) {
    try {
      return IpAddress.parse(text).toString();
    } catch (IllegalArgumentException _) {
      throw new Problem(
          "expected_text: '" + HostName.shown(text) + "' is no address",
          "for dns pass the address that must be among the answers");
    }
  }

  private Maintenance windows() {
    try {
      return Maintenance.parse(maintenance);
    } catch (IllegalArgumentException e) {
      throw new Problem("maintenance: " + e.getMessage(), Maintenance.FORM);
    }
  }
}
