package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.exclusion.ExclusionTable;
import io.nightjar.net.UntrustedText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;

/** Removes an exclusion, or takes that back. */
public final class RemoveAlertExclusion implements WriteTool<RemoveAlertExclusion.Arguments> {
  /** What can be removed. */
  public record Arguments(
      @Argument(value = "its id in list_alert_exclusions", required = true) String id,
      @Argument(value = "take back that it was removed", byDefault = "false") Boolean restore,
      Writing writing) {}

  private static final String NAME = "remove_alert_exclusion";

  private final InstantSource clock;

  /** Removes at the time of this clock. */
  public RemoveAlertExclusion(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Card card() {
    return new Card(
        NAME,
        "Remove an alert exclusion",
        "Alerts that an exclusion silenced are raised again; with restore true, silenced again.",
        """
        {"id": "3bf6823ba858", "reason": "the scanner was moved"}""",
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
    ExclusionTable.Stored stored =
        ExclusionTable.find(connection, arguments.id().strip())
            .orElseThrow(
                () ->
                    Ask.notFound(
                        "there is no exclusion " + UntrustedText.clean(arguments.id(), 64),
                        "list_alert_exclusions shows those there are"));
    boolean remove = !arguments.restore();
    String id = stored.exclusion().id();
    return new Change(
        id,
        effect(stored, remove),
        Json.object().put("id", id).put("restore", !stored.removed()),
        writing -> {
          if (remove) {
            ExclusionTable.remove(writing, id, clock.instant());
          } else {
            ExclusionTable.restore(writing, id);
          }
        });
  }

  private static String effect(ExclusionTable.Stored stored, boolean remove) {
    String what = stored.exclusion().text();
    if (stored.removed() == remove) {
      return what
          + (remove ? " are raised already" : " are silenced already")
          + ": nothing changes";
    }
    return what + (remove ? " are raised again" : " are no longer raised");
  }
}
