package io.nightjar.tool;

import io.nightjar.account.Database;
import io.nightjar.account.ExpectedServers;
import io.nightjar.account.Role;
import io.nightjar.exclusion.Conditions;
import io.nightjar.exclusion.Exclusion;
import io.nightjar.exclusion.ExclusionTable;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Page;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The exclusions, and what they silenced. */
public final class ListAlertExclusions implements Tool<ListAlertExclusions.Arguments> {
  /** What can be asked. */
  public record Arguments(Paging paging) implements Paging.InPages {}

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("id", "for remove_alert_exclusion"),
          Column.text("kind", "host, domain or certificate"),
          Column.untrusted("subject", "CIDR, name or certificate's subject"),
          Column.text("peer", "only with this other end; null: any, as of the next ones"),
          Column.integer("port", "only on this port of the server"),
          Column.text("protocol", "only over this transport"),
          Column.text("application", "only of this one"),
          Column.text("direction", "only flows that go so"),
          Column.text("alert", "only of this key"),
          Column.text("state", "active or expired"),
          Column.time("expires", "null: never"),
          Column.text("reason", "why"),
          Column.text("author", "who made it"),
          Column.integer("hits", "findings it silenced"),
          Column.time("last_hit", "null: none yet"));

  private final Supplier<Database> database;
  private final InstantSource clock;

  /** Lists those of this database. */
  public ListAlertExclusions(Supplier<Database> database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Card card() {
    return new Card(
        "list_alert_exclusions",
        "Alert exclusions",
        "Alerts that are not raised: what of, why, by whom, until when, and how often, most hits first.",
        "{}",
        Role.VIEWER,
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
    List<ExclusionTable.Stored> all = database.get().read(ExclusionTable::all);
    Instant now = clock.instant();
    return Pages.of(
        COLUMNS,
        all,
        stored -> row(stored, now),
        page,
        now,
        all.isEmpty()
            ? List.of("there is none: add_host_alert_exclusion makes one")
            : List.of("hits are written down every ten seconds"));
  }

  private static List<@Nullable Object> row(ExclusionTable.Stored stored, Instant now) {
    Exclusion exclusion = stored.exclusion();
    Conditions conditions = exclusion.conditions();
    return Arrays.asList(
        exclusion.id(),
        exclusion.kind().text(),
        exclusion.subject(),
        conditions.peer().map(ExpectedServers::text).orElse(null),
        conditions.port() == 0 ? null : conditions.port(),
        orNull(conditions.protocol()),
        orNull(conditions.application()),
        orNull(conditions.direction()),
        orNull(conditions.alert()),
        exclusion.isExpired(now) ? "expired" : "active",
        exclusion.expires().orElse(null),
        exclusion.reason(),
        orNull(exclusion.author()),
        stored.hits(),
        stored.lastHit().orElse(null));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
