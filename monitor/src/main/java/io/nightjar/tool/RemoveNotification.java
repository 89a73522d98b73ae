package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.notification.Destination;
import io.nightjar.notification.Destinations;
import java.sql.Connection;
import java.sql.SQLException;

/** Has a destination told no more. */
public final class RemoveNotification implements WriteTool<RemoveNotification.Arguments> {
  /** Which one. */
  public record Arguments(
      @Argument(value = "as list_notifications shows it", required = true) String name,
      Writing writing) {}

  @Override
  public Card card() {
    return new Card(
        "remove_notification",
        "Remove notification",
        "Has a destination of alerts told no more, and forgets its secrets: to take it back, they must be given again.",
        """
        {"name": "siem", "reason": "it is gone"}""",
        Role.ADMIN,
        true);
  }

  @Override
  public Nature nature() {
    return new Nature("add_notification", true, false, false);
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
    Destination removed =
        Destinations.find(connection, arguments.name())
            .orElseThrow(() -> NotificationProblems.unknown(arguments.name()));
    return new Change(
        removed.name(),
        "alerts are no longer told to "
            + DestinationText.of(removed)
            + "; its secrets are forgotten",
        DestinationText.arguments(removed),
        writing -> Destinations.remove(writing, removed.name()));
  }
}
