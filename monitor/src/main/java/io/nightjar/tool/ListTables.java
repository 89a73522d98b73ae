package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.HistoryQuestions;
import java.util.List;

/** The tables of history. */
@WithinNetworks
@WithinInterfaces
public final class ListTables implements Tool<ListTables.Arguments> {
  /** What can be asked. */
  public record Arguments() {}

  private final HistoryQuestions history;

  /** Answers from these. */
  public ListTables(HistoryQuestions history) {
    this.history = history;
  }

  @Override
  public Card card() {
    return new Card(
        "list_tables",
        "Tables of history",
        "Tables that query can read, a line each.",
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
    return HistoryQuestions.TABLES;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    return history.tables();
  }
}
