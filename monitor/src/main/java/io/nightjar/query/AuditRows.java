package io.nightjar.query;

import io.nightjar.account.AuditFilter;
import io.nightjar.account.AuditRow;
import io.nightjar.account.AuditTrail;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Questions about who asked for what, and who changed what. */
public final class AuditRows {
  private static final List<Fact<AuditRow>> FACTS =
      List.of(
          Fact.integer("id", "number of the row", AuditRow::id),
          Fact.time("time", "when it began", row -> row.entry().time()),
          Fact.text("user", "who; console is the operator", row -> row.entry().user()),
          Fact.text(
              "token",
              "number and name",
              row -> token(row.entry().tokenId(), row.entry().tokenName())),
          Fact.text("action", "tool, or what was changed", row -> row.entry().action()),
          Fact.text(
              "outcome", "answered, changed, or why not", row -> row.entry().result().outcome()),
          untrusted("subject", "what was changed", row -> row.entry().subject()),
          untrusted("detail", "arguments, secrets masked", row -> row.entry().detail()),
          untrusted("sql", "the statement of query", row -> row.entry().sql()),
          Fact.integer("rows", "of the answer", row -> row.entry().result().rows()),
          Fact.integer("bytes", "of the answer's text", row -> row.entry().result().bytes()),
          Fact.integer("millis", "it took", row -> row.entry().result().millis()),
          Fact.text("door", "the route", row -> row.entry().visit().door()),
          Fact.text("address", "of the client", row -> row.entry().visit().address()),
          untrusted("client", "what it calls itself", row -> row.entry().visit().client()),
          Fact.text("trace", "trace id the client sent", row -> row.entry().visit().trace()));

  /** What a row is. */
  public static final List<Column> COLUMNS = Fact.columns(FACTS);

  private final AuditTrail trail;

  /** Asks this audit. */
  public AuditRows(AuditTrail trail) {
    this.trail = trail;
  }

  private static Fact<AuditRow> untrusted(
      String name, String description, java.util.function.Function<AuditRow, Object> value) {
    return new Fact<>(Column.untrusted(name, description), value::apply);
  }

  private static String token(long id, String name) {
    return id == 0 ? "" : (id + " " + name).strip();
  }

  /** Rows that match, newest first. */
  public Table list(AuditFilter filter, Page page) {
    List<AuditRow> found = trail.newest(filter, page.offset(), page.limit() + 1);
    boolean more = found.size() > page.limit();
    List<List<@Nullable Object>> rows =
        found.stream().limit(page.limit()).map(row -> Fact.row(FACTS, row)).toList();
    List<String> notes =
        rows.isEmpty()
            ? List.of("no row matches; calls are written about a second after their answer")
            : List.of();
    return new Table(
        COLUMNS,
        rows,
        more ? -1 : page.offset() + rows.size(),
        more,
        null,
        Instant.now(),
        Source.HISTORY,
        notes);
  }
}
