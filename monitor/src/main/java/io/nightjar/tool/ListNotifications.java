package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.notification.Figures;
import io.nightjar.notification.Notifications;
import io.nightjar.notification.Pace;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Page;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is told of alerts, and whether it gets through. */
public final class ListNotifications implements Tool<ListNotifications.Arguments> {
  /** Which page. */
  public record Arguments(Paging paging) implements Paging.InPages {}

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("name", "of the destination"),
          Column.text("kind", "webhook, slack, teams, syslog, email, ecs_file, eve_file"),
          Column.text("where", "server, addresses or file; of a URL only the server"),
          Column.text("told", "which alerts"),
          Column.text("pace", "batches and rate limit"),
          Column.bool("allow_private", "whether its server may be on a private network"),
          Column.integer("sent", "notices its server took since the start"),
          Column.integer("held_back", "over the rate limit, told as a count"),
          Column.integer("dropped", "lost: its queue was full"),
          Column.integer("failed", "refused by its server, or given up"),
          Column.integer("retries", "attempts beyond the first"),
          Column.integer("waiting", "in its queue"),
          Column.time("last_sent", "when its server last took one"),
          Column.untrusted("trouble", "why the last attempt failed; empty when it did not"));

  private final Notifications notifications;

  /** Lists these. */
  public ListNotifications(Notifications notifications) {
    this.notifications = notifications;
  }

  @Override
  public Card card() {
    return new Card(
        "list_notifications",
        "Notifications",
        "Destinations that are told of alerts: where, which alerts, how many were sent, held back and lost, and what is wrong. Secrets are not shown.",
        """
        {}""",
        Role.ADMIN,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = arguments.paging().page();
    notifications.look();
    List<Notifications.Standing> all = notifications.standings();
    List<String> notes =
        all.isEmpty() ? List.of("nobody is told of alerts: add_notification adds one") : List.of();
    return Pages.of(COLUMNS, all, ListNotifications::row, page, Instant.now(), notes);
  }

  private static List<@Nullable Object> row(Notifications.Standing standing) {
    Optional<Figures> figures = standing.figures();
    Pace pace = standing.destination().pace();
    return Arrays.asList(
        standing.destination().name(),
        standing.destination().kind().text(),
        standing.destination().where(),
        DestinationText.filter(standing.destination().filter()),
        "every %d s, %d at once, %d a minute"
            .formatted(pace.batchSeconds(), pace.batchMost(), pace.mostPerMinute()),
        standing.destination().allowsPrivate(),
        figures.map(Figures::sent).orElse(0L),
        figures.map(Figures::heldBack).orElse(0L),
        figures.map(Figures::dropped).orElse(0L),
        figures.map(Figures::failed).orElse(0L),
        figures.map(Figures::retries).orElse(0L),
        figures.map(Figures::waiting).orElse(0),
        figures.flatMap(Figures::lastSent).orElse(null),
        standing.trouble());
  }
}
