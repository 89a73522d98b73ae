package io.nightjar.tool;

import io.nightjar.account.Probes;
import io.nightjar.account.Role;
import io.nightjar.probe.ActiveMonitoring;
import io.nightjar.probe.Measurement;
import io.nightjar.probe.Probe;
import io.nightjar.probe.ProbeDraft;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds a probe. */
public final class AddActiveMonitoringScript
    implements WriteTool<AddActiveMonitoringScript.Arguments> {
  /** What can be set. */
  public record Arguments(
      @Argument(
              value = "target: name or address; host:port for tcp; URL; name@server for dns",
              required = true,
              example = "https://www.example.org/health")
          String host,
      @Argument(value = "what is measured", required = true) Measurement measurement,
      @Nullable
          @Argument(
              "bad beyond it, in the unit of list_available_active_monitoring_scripts; the kind's"
                  + " usual one without it")
          Double threshold,
      @Argument(value = "min, 5mins or hour", byDefault = "\"min\"") String granularity,
      @Nullable @Argument("HTTP status that is right; any below 400 without it")
          Integer expectedStatus,
      @Nullable @Argument("text the page must hold; for dns an address of the answer")
          String expectedText,
      @Nullable @Argument("UTC windows that do not count: daily 02:00-04:00, sun 22:00-02:00")
          String maintenance,
      Writing writing) {
    ProbeDraft draft() {
      return new ProbeDraft(
          measurement,
          host,
          threshold,
          granularity,
          expectedStatus,
          expectedText,
          maintenance == null ? "" : maintenance);
    }
  }

  static final String NAME = "add_active_monitoring_script";

  private final ActiveMonitoring monitoring;

  /** Asks this whether a target may be probed. */
  public AddActiveMonitoringScript(ActiveMonitoring monitoring) {
    this.monitoring = monitoring;
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Add a probe",
        "Monitors a target from now on: reachability, time, throughput or certificate. Take"
            + " thresholds from list_available_active_monitoring_scripts by how far the target is.",
        """
        {"host": "router.invalid", "measurement": "icmp", "granularity": "hour", "reason": "watch the router"}\
        """,
        Role.ANALYST,
        true);
  }

  @Override
  public Nature nature() {
    return new Nature(RemoveActiveMonitoringScript.NAME, false, false, true);
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
    refuseUnreachable(arguments);
    return connection -> plan(connection, arguments);
  }

  private void refuseUnreachable(Arguments arguments) throws ToolProblem {
    try {
      Optional<String> refusal = monitoring.refusal(ProbeWords.checked(arguments.draft()));
      if (refusal.isPresent()) {
        throw Ask.invalid("host: " + refusal.get(), "probe another host; nothing is changed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolProblem(
          ToolProblem.Kind.UNAVAILABLE, "the call was cancelled", "nothing is changed");
    }
  }

  @Override
  public Change plan(Connection connection, Arguments arguments) throws ToolProblem, SQLException {
    Probe probe = ProbeWords.checked(arguments.draft());
    Probes.Row row = probe.row();
    Optional<Probes.Row> there = Probes.find(connection, row.measurement(), row.target());
    if (there.isPresent()) {
      throw Ask.invalid(
          "there is a probe already: " + ProbeWords.words(there.get(), probe.measurement()),
          "nothing is changed; to set it otherwise, remove it with "
              + RemoveActiveMonitoringScript.NAME
              + " first");
    }
    if (Probes.count(connection) >= Probes.MOST) {
      throw Ask.invalid(
          "there are " + Probes.MOST + " probes, which is the most", "remove some first");
    }
    return new Change(
        probe.key(),
        "adds a probe: " + ProbeWords.words(probe),
        Json.object().put("host", probe.target()).put("measurement", row.measurement()),
        writing -> Probes.insert(writing, row));
  }
}
