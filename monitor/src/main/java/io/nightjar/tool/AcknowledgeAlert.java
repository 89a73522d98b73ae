package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.account.TokenHolder;
import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertStatus;
import io.nightjar.net.Asker;
import io.nightjar.net.IpAddress;
import io.nightjar.net.UntrustedText;
import io.nightjar.query.Alerts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says what people made of an alert. */
public final class AcknowledgeAlert implements WriteTool<AcknowledgeAlert.Arguments> {
  /** What can be set. */
  public record Arguments(
      @Argument(value = "alert_id of list_alerts", required = true) String alertId,
      @Argument(value = "what it becomes", byDefault = "\"acknowledged\"") AlertStatus status,
      @Nullable
          @Argument(
              value = "a word for it; without it the label stays, empty removes it",
              example = "false_positive")
          String label,
      Writing writing) {}

  private static final String NAME = "acknowledge_alert";
  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_. -]{0,40}");

  private final Alerts alerts;

  /** Marks these. */
  public AcknowledgeAlert(Alerts alerts) {
    this.alerts = alerts;
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Acknowledge an alert",
        "Marks an alert as acknowledged, closed or open again, with a label. It silences nothing: the same found again is told again.",
        """
        {"alert_id": "7410000000000000001", "status": "closed", "label": "false_positive", "reason": "the nightly backup"}""",
        Role.ANALYST,
        true);
  }

  @Override
  public Nature nature() {
    return new Nature(NAME, false, true, false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public Writing writing(Arguments arguments) {
    return arguments.writing();
  }

  @Override
  public Change plan(Connection connection, Arguments arguments) throws ToolProblem, SQLException {
    Alert alert = AlertNumber.find(alerts, arguments.alertId());
    String label = arguments.label() == null ? alert.mark().label() : arguments.label().strip();
    if (!LABEL.matcher(label).matches()) {
      throw Ask.invalid(
          "label: '" + UntrustedText.clean(label, 64) + "' came",
          "expected at most 40 letters, digits, blanks, dots, hyphens and underscores");
    }
    String by = TokenHolder.of(connection, Asker.current().token());
    Alert.Mark mark = new Alert.Mark(arguments.status(), label, by);
    return new Change(
        "alert " + Long.toUnsignedString(alert.id()),
        effect(alert, mark),
        Json.object()
            .put("alert_id", Long.toUnsignedString(alert.id()))
            .put("status", alert.mark().status().text())
            .put("label", alert.mark().label()),
        _ -> alerts.mark(alert, mark));
  }

  /** Names the alert by words of our own: what the network wrote does not ask for a yes. */
  private static String effect(Alert alert, Alert.Mark mark) {
    String about =
        alert.source().map(ip -> " of " + ip).orElse("")
            + alert.target().map(IpAddress::toString).map(ip -> " to " + ip).orElse("");
    return "alert %s (%s%s) becomes %s%s, so far %s%s"
        .formatted(
            Long.toUnsignedString(alert.id()),
            alert.type().key(),
            about,
            mark.status().text(),
            labelled(mark.label()),
            alert.mark().status().text(),
            labelled(alert.mark().label()));
  }

  private static String labelled(String label) {
    return label.isEmpty() ? "" : ", label " + label;
  }
}
