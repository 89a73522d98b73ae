package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.policy.Policy;
import io.nightjar.policy.PolicyTable;
import java.sql.Connection;
import java.sql.SQLException;
import tools.jackson.databind.node.ObjectNode;

/** Removes a policy; its alerts end. */
@WithinNetworks
@WithinInterfaces
public final class RemoveAiPolicy implements WriteTool<RemoveAiPolicy.Arguments> {
  /** What can be removed. */
  public record Arguments(
      @Argument(value = "its name in list_ai_policies", required = true) String name,
      Writing writing) {}

  @Override
  public Card card() {
    return new Card(
        "remove_ai_policy",
        "Remove a policy",
        "Ends a policy for good and releases its alerts; pause_ai_policy keeps it.",
        """
        {"name": "no_rdp_at_night", "reason": "the rule was given up"}""",
        Role.ANALYST,
        true);
  }

  @Override
  public Nature nature() {
    return new Nature("create_ai_policy", true, false, false);
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
    ObjectNode undo =
        Json.object()
            .put("name", policy.name())
            .put("description", policy.description())
            .put("sql", policy.sql())
            .put("schedule", policy.schedule().text())
            .put("severity", policy.severity().text());
    if (!policy.subject().isEmpty()) {
      policy.subject().forEach(undo.putArray("subject")::add);
    }
    return new Change(
        policy.name(),
        "policy %s (%s) is removed, and its alerts end; made again it belongs to who makes it"
            .formatted(policy.name(), policy.description()),
        undo,
        writing -> PolicyTable.delete(writing, policy.name()));
  }
}
