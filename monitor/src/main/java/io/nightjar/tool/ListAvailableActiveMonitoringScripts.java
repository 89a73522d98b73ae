package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.ProbeRows;
import java.util.List;

/** The kinds of probes. */
public final class ListAvailableActiveMonitoringScripts
    implements Tool<ListAvailableActiveMonitoringScripts.Arguments> {
  /** Nothing can be asked. */
  public record Arguments() {}

  private final ProbeRows probes;

  /** Answers from these. */
  public ListAvailableActiveMonitoringScripts(ProbeRows probes) {
    this.probes = probes;
  }

  @Override
  public Card card() {
    return new Card(
        "list_available_active_monitoring_scripts",
        "Kinds of probes",
        "What can be probed: unit, operator, thresholds by how far targets are, granularities.",
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
    return ProbeRows.KINDS;
  }

  @Override
  public Answer call(Arguments arguments) {
    return probes.kinds();
  }
}
