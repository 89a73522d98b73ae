package io.nightjar.tool;

import io.nightjar.alert.AlertCatalogue;
import io.nightjar.alert.AlertType;
import io.nightjar.exclusion.Exclusion;
import io.nightjar.exclusion.ExclusionTable;
import io.nightjar.exclusion.Kind;
import io.nightjar.exclusion.SilencedAlerts;
import io.nightjar.net.Asker;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** How an exclusion is added, whatever it is of. */
public final class ExclusionPlans {
  private final SilencedAlerts alerts;
  private final AlertCatalogue types;
  private final InstantSource clock;

  /**
   * Plans for alerts of these types.
   *
   * @param alerts those of the past, among which is counted what would be silenced
   */
  public ExclusionPlans(SilencedAlerts alerts, AlertCatalogue types, InstantSource clock) {
    this.alerts = alerts;
    this.types = types;
    this.clock = clock;
  }

  /** Looks what it would have silenced, and leaves the rest to the planner. */
  WriteTool.Planner add(Kind kind, String subject, ExclusionArguments given, Writing writing)
      throws ToolProblem {
    Exclusion exclusion = exclusion(kind, subject, given, writing, "");
    refuseUnknown(exclusion.conditions().alert());
    List<String> preview = preview(exclusion);
    return connection -> {
      refuse(connection, exclusion);
      String author = ExclusionTable.author(connection, Asker.current().token());
      Exclusion made = exclusion(kind, subject, given, writing, author);
      return new Change(
          exclusion.id(),
          exclusion.text() + " are no longer raised, " + given.endText(),
          preview,
          Json.object().put("id", exclusion.id()),
          step -> ExclusionTable.insert(step, made));
    };
  }

  /** It would never silence anything. */
  private void refuseUnknown(String key) throws ToolProblem {
    if (!key.isEmpty() && types.find(key).isEmpty()) {
      List<String> keys = types.all().stream().map(AlertType::key).toList();
      throw Ask.invalid(
          "alert: there is no alert " + key,
          Nearest.to(key, keys).map(near -> "did you mean " + near + "? ").orElse("")
              + "query of alert_types lists all");
    }
  }

  private Exclusion exclusion(
      Kind kind, String subject, ExclusionArguments given, Writing writing, String author)
      throws ToolProblem {
    Instant now = clock.instant();
    try {
      return new Exclusion(
          kind, subject, given.conditions(), writing.reason(), author, given.end(now));
    } catch (IllegalArgumentException e) {
      throw Ask.invalid(String.valueOf(e.getMessage()), "nothing is changed");
    }
  }

  /** An exclusion can be made while history is away. */
  private List<String> preview(Exclusion exclusion) {
    try {
      SilencedAlerts.Count count = Ask.question(() -> alerts.count(exclusion));
      return List.of(
          "of %d alerts of the last 24 hours it would have silenced %d"
              .formatted(count.all(), count.silenced()));
    } catch (ToolProblem problem) {
      return List.of("what it would have silenced is not known: " + problem.message());
    }
  }

  private static void refuse(Connection connection, Exclusion exclusion)
      throws ToolProblem, SQLException {
    boolean isThere =
        ExclusionTable.find(connection, exclusion.id()).filter(row -> !row.removed()).isPresent();
    if (isThere) {
      throw Ask.invalid(
          "exclusion " + exclusion.id() + " has these conditions already",
          "remove it with remove_alert_exclusion to make it anew");
    }
    if (ExclusionTable.count(connection) >= ExclusionTable.MOST) {
      throw Ask.invalid(
          "there are " + ExclusionTable.MOST + " exclusions, the most there may be",
          "name a network instead of its hosts, or *.example.com instead of names");
    }
  }
}
