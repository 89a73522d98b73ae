package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.policy.Policy;
import io.nightjar.policy.PolicyTable;
import java.sql.Connection;
import java.sql.SQLException;

/** Has a policy asked no more, or again. */
@WithinNetworks
@WithinInterfaces
public final class PauseAiPolicy implements WriteTool<PauseAiPolicy.Arguments> {
  /** What can be paused. */
  public record Arguments(
      @Argument(value = "its name in list_ai_policies", required = true) String name,
      @Argument(value = "false: it is asked again", byDefault = "true") Boolean pause,
      Writing writing) {}

  private static final String NAME = "pause_ai_policy";

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Pause a policy",
        "Has a policy asked no more, or with pause false again. Its alerts end while it is paused.",
        """
        {"name": "no_rdp_at_night", "reason": "maintenance until Monday"}""",
        Role.ANALYST,
        true);
  }

  @Override
  public Nature nature() {
    return new Nature(NAME, true, true, false);
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
    Policy policy = PolicyArguments.find(connection, arguments.name());
    boolean pause = arguments.pause();
    return new Change(
        policy.name(),
        effect(policy, pause),
        Json.object().put("name", policy.name()).put("pause", policy.paused()),
        writing -> PolicyTable.setPaused(writing, policy.name(), pause));
  }

  private static String effect(Policy policy, boolean pause) {
    if (policy.paused() == pause) {
      return "policy %s stays %s: nothing changes"
          .formatted(policy.name(), pause ? "paused" : "as it is, asked on time");
    }
    return pause
        ? "policy " + policy.name() + " is asked no more, and its alerts end"
        : "policy %s is asked again every %s, as the token it was made with sees history"
            .formatted(policy.name(), policy.schedule().text());
  }
}
