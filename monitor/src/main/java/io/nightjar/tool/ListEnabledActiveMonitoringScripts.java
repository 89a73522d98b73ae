package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Page;
import io.nightjar.query.ProbeRows;
import java.util.List;

/** The probes there are. */
public final class ListEnabledActiveMonitoringScripts
    implements Tool<ListEnabledActiveMonitoringScripts.Arguments> {
  /** What can be asked. */
  public record Arguments(Paging paging) implements Paging.InPages {}

  private final ProbeRows probes;

  /** Answers from these. */
  public ListEnabledActiveMonitoringScripts(ProbeRows probes) {
    this.probes = probes;
  }

  @Override
  public Card card() {
    return new Card(
        "list_enabled_active_monitoring_scripts",
        "Probes",
        "Probed targets: state, latest value, threshold, availability.",
        """
        {}\
        """,
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return ProbeRows.PROBES;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = arguments.paging().page();
    return Pages.withCursor(probes.probes(page), page);
  }
}
