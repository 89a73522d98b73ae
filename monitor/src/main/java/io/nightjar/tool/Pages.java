package io.nightjar.tool;

import io.nightjar.query.Column;
import io.nightjar.query.Page;
import io.nightjar.query.Source;
import io.nightjar.query.Table;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns limits and cursors into pages, and pages into cursors. */
final class Pages {
  private Pages() {}

  static Page of(int limit, @Nullable String cursor) throws ToolProblem {
    return new Page(Cursor.rowsBefore(cursor), limit);
  }

  /** A page of things that are all at hand, with a cursor where more follow. */
  static <T> Table of(
      List<Column> columns,
      List<T> all,
      Function<T, List<@Nullable Object>> row,
      Page page,
      Instant asOf,
      List<String> notes) {
    List<List<@Nullable Object>> rows =
        all.stream().skip(page.offset()).limit(page.limit()).map(row).toList();
    boolean truncated = page.offset() + rows.size() < all.size();
    return withCursor(
        new Table(columns, rows, all.size(), truncated, null, asOf, Source.LIVE, notes), page);
  }

  /** The table with a cursor where rows follow. */
  static Table withCursor(Table table, Page page) {
    if (!table.truncated()) {
      return table;
    }
    return new Table(
        table.columns(),
        table.rows(),
        table.total(),
        true,
        Cursor.after(page.offset() + table.rows().size()),
        table.asOf(),
        table.source(),
        table.notes());
  }
}
