package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.SystemHealth;
import java.util.List;

/** How the monitor itself is. */
public final class GetSystemHealth implements Tool<GetSystemHealth.Arguments> {
  /** What can be asked. */
  public record Arguments() {}

  private final SystemHealth health;

  /** Answers from these. */
  public GetSystemHealth(SystemHealth health) {
    this.health = health;
  }

  @Override
  public Card card() {
    return new Card(
        "get_system_health",
        "Health of the monitor",
        "How Nightjar itself is: problems in words, sources with packets and drops, memory, the store with its queue and the last row written.",
        """
        {}""",
        Role.VIEWER,
        true);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return SystemHealth.FACTS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    return Ask.question(health::facts);
  }
}
