package io.nightjar.tool;

import io.nightjar.alert.Alert;
import io.nightjar.net.UntrustedText;
import io.nightjar.query.Alerts;

/** The alert that a caller names by its number. */
final class AlertNumber {
  private AlertNumber() {}

  static Alert find(Alerts alerts, String text) throws ToolProblem {
    long id = id(text);
    return Ask.question(() -> alerts.find(id))
        .orElseThrow(
            () ->
                Ask.notFound(
                    "alert_id: there is no alert of this number",
                    "list_alerts shows those in memory, with from those of history"));
  }

  private static long id(String text) throws ToolProblem {
    try {
      return Long.parseUnsignedLong(text.strip());
    } catch (NumberFormatException _) {
      throw Ask.invalid(
          "alert_id: '" + UntrustedText.clean(text, 64) + "' is no alert's number",
          "pass alert_id as list_alerts gives it");
    }
  }
}
