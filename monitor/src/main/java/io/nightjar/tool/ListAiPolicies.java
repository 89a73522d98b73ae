package io.nightjar.tool;

import io.nightjar.account.Database;
import io.nightjar.account.Role;
import io.nightjar.policy.Policy;
import io.nightjar.policy.PolicyTable;
import io.nightjar.policy.Progress;
import io.nightjar.policy.ProgressTable;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Page;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The policies, and how they go. */
@WithinNetworks
@WithinInterfaces
public final class ListAiPolicies implements Tool<ListAiPolicies.Arguments> {
  /** What can be asked. */
  public record Arguments(Paging paging) implements Paging.InPages {}

  private static final List<Column> COLUMNS =
      List.of(
          Column.text("name", "of the policy"),
          Column.untrusted("description", "what it forbids"),
          Column.text("state", "active or paused"),
          Column.untrusted("problem", "why it is paused, or its last run failed"),
          Column.text("schedule", "1m, 5m, 1h or 1d"),
          Column.text("severity", "of its alerts"),
          Column.integer("alerts", "it has now"),
          Column.integer("rows", "its last run answered"),
          Column.integer("left_out", "violations beyond the most alerts of a policy"),
          Column.time("last_run", "null: none yet"),
          Column.time("next_run", "null while paused"),
          Column.integer("runs", "that answered"),
          Column.integer("failures", "in a row, now"),
          Column.integer("rows_read", "in its last run"),
          Column.integer("millis", "its last run took"),
          Column.text("owner", "whose token it is asked with"),
          Column.text("sql", "its statement"));

  private final Supplier<Database> database;
  private final InstantSource clock;

  /** Lists those of this database. */
  public ListAiPolicies(Supplier<Database> database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Card card() {
    return new Card(
        "list_ai_policies",
        "Policies",
        "SELECTs asked on a schedule whose rows are alerts: last and next run, rows, failures.",
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
    List<Policy> all =
        database.get().read(PolicyTable::all).stream().filter(PolicyArguments::isShown).toList();
    Map<String, Progress> progress = database.get().read(ProgressTable::all);
    Instant now = clock.instant();
    return Pages.of(
        COLUMNS,
        all,
        policy -> row(policy, progress.getOrDefault(policy.name(), Progress.NONE), now),
        page,
        now,
        all.isEmpty() ? List.of("there is none: create_ai_policy makes one") : List.of());
  }

  private static List<@Nullable Object> row(Policy policy, Progress progress, Instant now) {
    return Arrays.asList(
        policy.name(),
        policy.description(),
        policy.paused() ? "paused" : "active",
        progress.problem().isEmpty() ? null : progress.problem(),
        policy.schedule().text(),
        policy.severity().text(),
        progress.alerts(),
        progress.rows(),
        progress.leftOut(),
        progress.started().equals(Instant.EPOCH) ? null : progress.started(),
        policy.paused() ? null : policy.schedule().next(now, policy.name()),
        progress.runs(),
        progress.failures(),
        progress.rowsRead(),
        progress.millis(),
        policy.owner().isEmpty() ? null : policy.owner(),
        policy.sql());
  }
}
