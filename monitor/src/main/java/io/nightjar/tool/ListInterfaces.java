package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Interfaces;
import io.nightjar.query.Page;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where packets come from. */
public final class ListInterfaces implements Tool<ListInterfaces.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(value = "rows at most", byDefault = "25", min = 1, max = 1000) Integer limit,
      @Nullable @Argument("next_cursor of the page before") String cursor)
      implements Paged {}

  private final Interfaces interfaces;

  /** Answers from these. */
  public ListInterfaces(Interfaces interfaces) {
    this.interfaces = interfaces;
  }

  @Override
  public Card card() {
    return new Card(
        "list_interfaces",
        "Interfaces",
        "Interfaces and capture files packets come from: state, packets, drops, throughput, flows, hosts, and what was no IP.",
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
    return Interfaces.COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    Page page = Pages.of(arguments.limit(), arguments.cursor());
    return Pages.withCursor(Ask.question(() -> interfaces.list(page)), page);
  }
}
