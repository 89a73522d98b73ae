package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.ListRows;
import io.nightjar.query.Page;
import java.util.List;

/** How block and allow lists are. */
public final class ListBlocklists implements Tool<ListBlocklists.Arguments> {
  /** What can be asked. */
  public record Arguments(Paging paging) implements Paging.InPages {}

  private final ListRows lists;

  /** Answers from these. */
  public ListBlocklists(ListRows lists) {
    this.lists = lists;
  }

  @Override
  public Card card() {
    return new Card(
        "list_blocklists",
        "Block lists",
        "Block and allow lists: source, entries, wrong lines, last refresh, hits, problems.",
        """
        {}""",
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return ListRows.COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = arguments.paging().page();
    return Pages.withCursor(lists.of(page), page);
  }
}
