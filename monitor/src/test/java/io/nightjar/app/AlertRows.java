package io.nightjar.app;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Threshold;
import io.nightjar.detection.Risk;
import io.nightjar.detection.Risks;
import java.math.BigDecimal;
import java.util.stream.Collectors;

/** Declarations of alerts as the rows of reference tables, tab-separated. */
final class AlertRows {
  private AlertRows() {}

  /** Of the table alert_types. */
  static String types() {
    return AlertTypes.all().all().stream()
        .map(AlertRows::row)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Of the table risks. */
  static String risks() {
    return Risks.ALL.stream().map(AlertRows::row).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String row(Risk risk) {
    AlertType type = risk.type();
    return String.join(
        "\t",
        String.valueOf(risk.id()),
        risk.name(),
        type.key(),
        String.valueOf(type.score()),
        String.valueOf(type.clientScore()),
        String.valueOf(type.serverScore()),
        type.meaning());
  }

  private static String row(AlertType type) {
    return String.join(
        "\t",
        type.key(),
        type.entity().text(),
        type.category().text(),
        String.valueOf(type.isOn()),
        String.valueOf(type.score()),
        String.valueOf(type.clientScore()),
        type.severity().text(),
        type.technique(),
        type.meaning(),
        type.thresholds().stream().map(AlertRows::limit).collect(Collectors.joining("; ")),
        String.join(" ", type.checks()));
  }

  private static String limit(Threshold threshold) {
    return "%s %s (%s to %s): %s"
        .formatted(
            threshold.name(),
            number(threshold.usual()),
            number(threshold.least()),
            number(threshold.most()),
            threshold.meaning());
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
