package io.nightjar.tool;

import io.nightjar.query.Page;
import io.nightjar.query.Table;
import org.jspecify.annotations.Nullable;

/** Turns limits and cursors into pages, and pages into cursors. */
final class Pages {
  private Pages() {}

  static Page of(int limit, @Nullable String cursor) throws ToolProblem {
    return new Page(Cursor.rowsBefore(cursor), limit);
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
