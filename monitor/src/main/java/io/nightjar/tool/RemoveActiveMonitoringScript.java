package io.nightjar.tool;

import io.nightjar.account.Probes;
import io.nightjar.account.Role;
import io.nightjar.net.UntrustedText;
import io.nightjar.probe.Measurement;
import io.nightjar.probe.ProbeDraft;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Removes a probe. */
public final class RemoveActiveMonitoringScript
    implements WriteTool<RemoveActiveMonitoringScript.Arguments> {
  /** What can be removed. */
  public record Arguments(
      @Argument(
              value = "target, as list_enabled_active_monitoring_scripts shows it",
              required = true)
          String host,
      @Argument(value = "its kind", required = true) Measurement measurement,
      Writing writing) {}

  static final String NAME = "remove_active_monitoring_script";

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Remove a probe",
        "Ends monitoring of a target; its results stay in history.",
        """
        {"host": "router.invalid", "measurement": "icmp", "reason": "it was replaced"}\
        """,
        Role.ANALYST,
        true);
  }

  @Override
  public Nature nature() {
    return new Nature(AddActiveMonitoringScript.NAME, true, false, false);
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
    Measurement measurement = arguments.measurement();
    String target = target(arguments);
    Optional<Probes.Row> there = Probes.find(connection, measurement.text(), target);
    if (there.isEmpty()) {
      throw Ask.notFound(
          "there is no probe " + measurement.text() + " of " + UntrustedText.clean(target),
          "nothing is changed; list_enabled_active_monitoring_scripts shows those there are");
    }
    Probes.Row row = there.get();
    return new Change(
        measurement.text() + " " + target,
        "removes the probe: " + ProbeWords.words(row, measurement),
        ProbeWords.arguments(row),
        writing -> Probes.delete(writing, row.measurement(), row.target()));
  }

  private static String target(Arguments arguments) throws ToolProblem {
    try {
      return new ProbeDraft(arguments.measurement(), arguments.host(), null, "", null, null, "")
          .checkedTarget();
    } catch (ProbeDraft.Problem e) {
      throw ProbeWords.problem(e);
    }
  }
}
