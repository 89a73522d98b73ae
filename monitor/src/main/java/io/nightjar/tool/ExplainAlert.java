package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.alert.Alert;
import io.nightjar.query.AlertExplanation;
import io.nightjar.query.Alerts;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import java.util.List;

/** Why an alert was raised. */
@WithinNetworks
@WithinInterfaces
public final class ExplainAlert implements Tool<ExplainAlert.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(value = "alert_id of list_alerts", required = true) String alertId) {}

  private final Alerts alerts;
  private final AlertExplanation explanation;

  /** Answers from these. */
  public ExplainAlert(Alerts alerts, AlertExplanation explanation) {
    this.alerts = alerts;
    this.explanation = explanation;
  }

  @Override
  public Card card() {
    return new Card(
        "explain_alert",
        "One alert explained",
        "Why an alert was raised: values and limits, flows, SQL, what came before, ATT&CK, what to check.",
        """
        {"alert_id": "7410000000000000001"}""",
        Role.VIEWER,
        true);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return AlertExplanation.COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Alert alert = AlertNumber.find(alerts, arguments.alertId());
    return Ask.question(() -> explanation.of(alert));
  }
}
