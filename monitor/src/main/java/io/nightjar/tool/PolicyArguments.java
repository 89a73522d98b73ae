package io.nightjar.tool;

import io.nightjar.net.Asker;
import io.nightjar.net.UntrustedText;
import io.nightjar.policy.Policy;
import io.nightjar.policy.PolicyTable;
import java.sql.Connection;
import java.sql.SQLException;

/** Policies as callers name them. */
final class PolicyArguments {
  private PolicyArguments() {}

  /** The policy of this name, which this caller may know of. */
  static Policy find(Connection connection, String name) throws ToolProblem, SQLException {
    return PolicyTable.find(connection, name)
        .filter(PolicyArguments::isShown)
        .orElseThrow(
            () ->
                Ask.notFound(
                    "there is no policy " + UntrustedText.clean(name, 64),
                    "list_ai_policies shows those there are"));
  }

  /** Who sees some rows only sees its own policies only. */
  static boolean isShown(Policy policy) {
    Asker asker = Asker.current();
    return !asker.isBound() || policy.token() == asker.token();
  }
}
