package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.net.UntrustedText;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.HistoryQuestions;
import java.util.List;

/** The columns of a table. */
@WithinNetworks
@WithinInterfaces
public final class DescribeTable implements Tool<DescribeTable.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(value = "the table's name", byDefault = "\"flows\"", example = "flows")
          String table) {}

  private final HistoryQuestions history;

  /** Answers from these. */
  public DescribeTable(HistoryQuestions history) {
    this.history = history;
  }

  @Override
  public Card card() {
    return new Card(
        "describe_table",
        "Columns of a table",
        "Columns of a table of history with type and meaning. Look here before writing SQL for query.",
        """
        {"table": "flows"}""",
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return HistoryQuestions.COLUMNS;
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    return history
        .describe(arguments.table())
        .orElseThrow(
            () ->
                Ask.notFound(
                    "table: there is no '" + UntrustedText.clean(arguments.table()) + "'",
                    "one of: " + String.join(", ", history.tableNames())));
  }
}
