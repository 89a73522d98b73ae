package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.exclusion.Kind;
import java.sql.Connection;
import java.sql.SQLException;

/** Excludes alerts of flows whose server has a certificate. */
public final class AddCertificateAlertExclusion
    implements WriteTool<AddCertificateAlertExclusion.Arguments> {
  /** What can be excluded. */
  public record Arguments(
      @Argument(
              value = "its subject, as in tls_subject of flows",
              required = true,
              example = "CN=printer.example.com")
          String certificate,
      ExclusionArguments more,
      Writing writing) {}

  private final ExclusionPlans plans;

  /** Plans with these. */
  public AddCertificateAlertExclusion(ExclusionPlans plans) {
    this.plans = plans;
  }

  @Override
  public Card card() {
    return new Card(
        "add_certificate_alert_exclusion",
        "Exclude alerts of a certificate",
        "Alerts of flows whose server shows a certificate of this subject are no longer raised nor scored; only those that meet all conditions given. Tells how many of the last 24 hours it would have silenced.",
        """
        {"certificate": "CN=printer.example.com", "alert": "tls_certificate_selfsigned", "reason": "the printer signs for itself"}""",
        Role.ANALYST,
        true);
  }

  @Override
  public Nature nature() {
    return new Nature("remove_alert_exclusion", false, false, false);
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
  public Planner planner(Arguments arguments) throws ToolProblem {
    return plans.add(
        Kind.CERTIFICATE, arguments.certificate(), arguments.more(), arguments.writing());
  }

  @Override
  public Change plan(Connection connection, Arguments arguments) throws ToolProblem, SQLException {
    return planner(arguments).plan(connection);
  }
}
