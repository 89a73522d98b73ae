package io.nightjar.probe;

import io.nightjar.account.Probes;
import org.jspecify.annotations.Nullable;

/**
 * A probe that is defined and checked. Measurement and target tell it from others.
 *
 * @param target in its one form
 * @param threshold in the unit of the kind
 * @param expectedStatus HTTP status that is right; null for any below 400
 * @param expectedText what an answer must hold: text, or of DNS an address; null for nothing
 */
public record Probe(
    Measurement measurement,
    String target,
    double threshold,
    Granularity granularity,
    @Nullable Integer expectedStatus,
    @Nullable String expectedText,
    Maintenance maintenance) {

  /** What it is called in series, alerts and messages. */
  public String key() {
    return measurement.text() + " " + target;
  }

  /** The host it is about; empty where a run finds it. */
  public String host() {
    return ProbeKinds.of(measurement).host(target);
  }

  /** As it is kept. */
  public Probes.Row row() {
    return new Probes.Row(
        measurement.text(),
        target,
        threshold,
        granularity.text(),
        expectedStatus,
        expectedText,
        maintenance.toString());
  }

  /**
   * The probe of a row.
   *
   * @throws IllegalArgumentException when this program knows no such probe
   */
  static Probe of(Probes.Row row) {
    Measurement measurement =
        Measurement.of(row.measurement())
            .orElseThrow(() -> new IllegalArgumentException("no kind " + row.measurement()));
    return new ProbeDraft(
            measurement,
            row.target(),
            row.threshold(),
            row.granularity(),
            row.expectedStatus(),
            row.expectedText(),
            row.maintenance())
        .checked();
  }
}
