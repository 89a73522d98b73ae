package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Interfaces;
import io.nightjar.query.Page;
import io.nightjar.query.PastInterfaces;
import io.nightjar.query.Range;
import java.util.List;

/** Where packets come from, or came from in a range of history. */
@WithinInterfaces
public final class ListInterfaces implements Tool<ListInterfaces.Arguments> {
  /** What can be asked. */
  public record Arguments(Span span, Paging paging) implements Paging.InPages {}

  private final Interfaces interfaces;
  private final PastInterfaces past;

  /** Answers from these. */
  public ListInterfaces(Interfaces interfaces, PastInterfaces past) {
    this.interfaces = interfaces;
    this.past = past;
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
    Page page = arguments.paging().page();
    Range range = arguments.span().range();
    return Pages.withCursor(
        Ask.question(() -> range == null ? interfaces.list(page) : past.list(range, page)), page);
  }
}
