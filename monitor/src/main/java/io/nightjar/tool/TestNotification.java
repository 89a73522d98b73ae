package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.notification.NotificationException;
import io.nightjar.notification.Notifications;
import io.nightjar.notification.Receipt;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Entity;
import io.nightjar.query.Source;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Shows whether a destination works. It changes nothing that is kept, and what it sends is fixed,
 * so it asks for no confirmation.
 */
public final class TestNotification implements Tool<TestNotification.Arguments> {
  /** Which one. */
  public record Arguments(
      @Argument(value = "as list_notifications shows it", required = true) String name) {}

  private static final List<Column> FACTS =
      List.of(
          Column.text("outcome", "delivered; later: try again; refused: change something"),
          Column.untrusted("said", "what the server said, or why nothing came"));

  private final Notifications notifications;

  /** Sends through these. */
  public TestNotification(Notifications notifications) {
    this.notifications = notifications;
  }

  @Override
  public Card card() {
    return new Card(
        "test_notification",
        "Test notification",
        "Sends one test notice to a destination now, once, and tells what its server said.",
        """
        {"name": "siem"}""",
        Role.ADMIN,
        true);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return FACTS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Receipt receipt = sent(arguments.name());
    return new Entity(
        FACTS,
        List.of(receipt.outcome().name().toLowerCase(Locale.ROOT), receipt.said()),
        Instant.now(),
        Source.LIVE,
        List.of());
  }

  private Receipt sent(String name) throws ToolProblem {
    try {
      return notifications.test(name).orElseThrow(() -> NotificationProblems.unknown(name));
    } catch (NotificationException e) {
      throw Ask.invalid(e.message(), e.hint());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new ToolProblem(
          ToolProblem.Kind.UNAVAILABLE, "the call was ended before an answer came", "call again");
    }
  }
}
