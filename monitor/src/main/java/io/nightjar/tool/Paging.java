package io.nightjar.tool;

import io.nightjar.query.Page;
import org.jspecify.annotations.Nullable;

/** The arguments of every tool whose answer has pages. */
record Paging(
    @Argument(value = "rows", byDefault = "25", min = 1, max = 1000) Integer limit,
    @Nullable @Argument("a next_cursor") String cursor) {

  /** Arguments that hold these. */
  interface InPages extends Paged {
    /** Which page. */
    Paging paging();

    @Override
    default @Nullable String cursor() {
      return paging().cursor();
    }
  }

  Page page() throws ToolProblem {
    return Pages.of(limit, cursor);
  }
}
