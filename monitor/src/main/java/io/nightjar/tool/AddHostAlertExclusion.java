package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.exclusion.Kind;
import java.sql.Connection;
import java.sql.SQLException;

/** Excludes alerts of a host or network. */
public final class AddHostAlertExclusion implements WriteTool<AddHostAlertExclusion.Arguments> {
  /** What can be excluded. */
  public record Arguments(
      @Argument(value = "address or CIDR", required = true, example = "192.0.2.7") String ip,
      ExclusionArguments more,
      Writing writing) {}

  private final ExclusionPlans plans;

  /** Plans with these. */
  public AddHostAlertExclusion(ExclusionPlans plans) {
    this.plans = plans;
  }

  @Override
  public Card card() {
    return new Card(
        "add_host_alert_exclusion",
        "Exclude alerts of a host",
        "Alerts in which a host, or any of a network, is either end are no longer raised nor scored; only those that meet all conditions given. Tells how many of the last 24 hours it would have silenced.",
        """
        {"ip": "192.0.2.7", "alert": "connection_failed", "expires": "+30d", "reason": "the vulnerability scanner"}""",
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
    return plans.add(Kind.HOST, arguments.ip(), arguments.more(), arguments.writing());
  }

  @Override
  public Change plan(Connection connection, Arguments arguments) throws ToolProblem, SQLException {
    return planner(arguments).plan(connection);
  }
}
