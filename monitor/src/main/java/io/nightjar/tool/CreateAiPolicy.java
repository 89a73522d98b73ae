package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.alert.Severity;
import io.nightjar.net.Asker;
import io.nightjar.net.UntrustedText;
import io.nightjar.policy.Policy;
import io.nightjar.policy.PolicyQuestion;
import io.nightjar.policy.PolicyTable;
import io.nightjar.policy.Schedule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a SELECT a policy: its rows are alerts from then on. */
@WithinNetworks
@WithinInterfaces
public final class CreateAiPolicy implements WriteTool<CreateAiPolicy.Arguments> {
  /** What can be made. */
  public record Arguments(
      @Argument(
              value = "names it: small letters, digits, _ and -",
              required = true,
              example = "no_rdp_at_night")
          String name,
      @Argument(value = "what it forbids and why, for who reads its alerts", required = true)
          String description,
      @Argument(
              value =
                  "one SELECT over history; each row is a violation. Limit its time to the"
                      + " schedule, WHERE first_seen >= now() - INTERVAL 5 MINUTE say",
              required = true)
          String sql,
      @Argument(value = "how often it is asked: 1m, 5m, 1h or 1d", required = true, example = "5m")
          String schedule,
      @Argument(value = "of its alerts", byDefault = "\"warning\"") Severity severity,
      @Nullable
          @Argument(
              "columns that tell violations apart; without it the first there is of subject, host,"
                  + " src_ip, ip, mac, domain_name, dst_ip")
          List<String> subject,
      Writing writing) {}

  private static final int SHOWN_SQL = 4_000;

  private final PolicyQuestion question;

  /** Tries statements with this. */
  public CreateAiPolicy(PolicyQuestion question) {
    this.question = question;
  }

  @Override
  public Card card() {
    return new Card(
        "create_ai_policy",
        "Create a policy",
        "Has a SELECT asked on a schedule; each row it answers is an alert until it no longer comes. The call shows first what it would find now and what that costs. search_docs 'policies' has examples.",
        """
        {"name": "no_telnet", "description": "Telnet sends passwords in clear", "sql": "SELECT src_ip, dst_ip FROM flows WHERE l7_proto = 'telnet' AND first_seen >= now() - INTERVAL 5 MINUTE", "schedule": "5m", "severity": "error", "reason": "our rules forbid telnet"}""",
        Role.ANALYST,
        true);
  }

  @Override
  public Nature nature() {
    return new Nature("remove_ai_policy", false, false, false);
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
    Policy policy = policy(arguments);
    List<String> preview = preview(policy);
    return connection -> {
      refuseAnother(connection, policy);
      return new Change(
          policy.name(),
          effect(policy),
          preview,
          Json.object().put("name", policy.name()),
          writing -> PolicyTable.insert(writing, policy));
    };
  }

  @Override
  public Change plan(Connection connection, Arguments arguments) throws ToolProblem, SQLException {
    return planner(arguments).plan(connection);
  }

  private static Policy policy(Arguments arguments) throws ToolProblem {
    try {
      return new Policy(
          arguments.name().strip(),
          UntrustedText.clean(arguments.description(), 501).strip(),
          arguments.sql().strip(),
          Schedule.of(arguments.schedule()),
          arguments.severity(),
          arguments.subject() == null ? List.of() : arguments.subject(),
          Asker.current().token(),
          "",
          false);
    } catch (IllegalArgumentException e) {
      throw Ask.invalid(String.valueOf(e.getMessage()), "nothing is changed");
    }
  }

  private List<String> preview(Policy policy) throws ToolProblem {
    try {
      return Ask.question(() -> question.dryRun(policy));
    } catch (IllegalArgumentException e) {
      throw Ask.invalid(String.valueOf(e.getMessage()), "nothing is changed");
    }
  }

  private static void refuseAnother(Connection connection, Policy policy)
      throws ToolProblem, SQLException {
    if (PolicyTable.find(connection, policy.name()).isPresent()) {
      throw Ask.invalid(
          "name: there is a policy " + policy.name() + " already",
          "choose another name, or call remove_ai_policy first");
    }
    if (PolicyTable.all(connection).size() >= PolicyTable.MOST) {
      throw Ask.invalid(
          "there are " + PolicyTable.MOST + " policies, the most there may be",
          "remove one that list_ai_policies shows");
    }
  }

  private static String effect(Policy policy) {
    return "policy %s (%s) is asked every %s, as this token sees history, and raises an alert of severity %s for each row of: %s"
        .formatted(
            policy.name(),
            policy.description(),
            policy.schedule().text(),
            policy.severity().text(),
            UntrustedText.clean(policy.sql(), SHOWN_SQL));
  }
}
