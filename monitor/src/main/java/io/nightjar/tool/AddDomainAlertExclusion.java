package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.exclusion.Kind;
import java.sql.Connection;
import java.sql.SQLException;

/** Excludes alerts of flows to a domain. */
public final class AddDomainAlertExclusion implements WriteTool<AddDomainAlertExclusion.Arguments> {
  /** What can be excluded. */
  public record Arguments(
      @Argument(
              value = "name; *.example.com for all below it",
              required = true,
              example = "*.example.com")
          String domain,
      ExclusionArguments more,
      Writing writing) {}

  private final ExclusionPlans plans;

  /** Plans with these. */
  public AddDomainAlertExclusion(ExclusionPlans plans) {
    this.plans = plans;
  }

  @Override
  public Card card() {
    return new Card(
        "add_domain_alert_exclusion",
        "Exclude alerts of a domain",
        "Alerts of flows whose TLS server name, HTTP host or DNS query is this are no longer raised nor scored; only those that meet all conditions given. Tells how many of the last 24 hours it would have silenced.",
        """
        {"domain": "*.updates.example.com", "reason": "updates of our own software"}""",
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
    return plans.add(Kind.DOMAIN, arguments.domain(), arguments.more(), arguments.writing());
  }

  @Override
  public Change plan(Connection connection, Arguments arguments) throws ToolProblem, SQLException {
    return planner(arguments).plan(connection);
  }
}
