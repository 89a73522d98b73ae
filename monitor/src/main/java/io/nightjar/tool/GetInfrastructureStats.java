package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Infrastructure;
import java.util.List;

/** All interfaces together. */
public final class GetInfrastructureStats implements Tool<GetInfrastructureStats.Arguments> {
  /** Nothing can be asked. */
  public record Arguments() {}

  private final Infrastructure infrastructure;

  /** Answers from these. */
  public GetInfrastructureStats(Infrastructure infrastructure) {
    this.infrastructure = infrastructure;
  }

  @Override
  public Card card() {
    return new Card(
        "get_infrastructure_stats",
        "Everything, summed up",
        "Sums over all interfaces: traffic, drops, flows, hosts, devices, countries, score, and the store. list_interfaces tells each.",
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
    return Infrastructure.FACTS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    return Ask.question(infrastructure::facts);
  }
}
