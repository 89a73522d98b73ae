package io.nightjar.query;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes tables of live answers. */
final class Tables {
  private Tables() {}

  /** A page of a live answer whose total is known. Its cursor is left to whoever has cursors. */
  static Table page(
      List<Column> columns,
      List<List<@Nullable Object>> rows,
      long total,
      Page page,
      Instant asOf,
      List<String> notes) {
    boolean truncated = page.offset() + rows.size() < total;
    return new Table(columns, rows, total, truncated, null, asOf, Source.LIVE, notes);
  }
}
