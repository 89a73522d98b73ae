package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.HistoryQuestions;
import java.util.List;

/** Free SQL over history. */
@WithinNetworks
@WithinInterfaces
public final class RunQuery implements Tool<RunQuery.Arguments> {
  /** What can be asked. */
  public record Arguments(
      @Argument(
              value = "one SELECT, without FORMAT, SETTINGS or INTO OUTFILE",
              required = true,
              example = "SELECT count() FROM flows")
          String sql,
      @Argument(value = "rows", byDefault = "100", min = 1, max = 1000) Integer maxRows) {}

  private final HistoryQuestions history;

  /** Answers from these. */
  public RunQuery(HistoryQuestions history) {
    this.history = history;
  }

  @Override
  public Card card() {
    return new Card(
        "query",
        "Query history with SQL",
        "Runs one read-only ClickHouse SELECT over history (tables of database nightjar; see list_tables, describe_table). Aggregate in SQL rather than fetching rows; a query over its budget is stopped and says how to narrow it.",
        """
        {"sql": "SELECT l7_app, sum(bytes) AS bytes FROM flows WHERE first_seen >= now() - INTERVAL 1 day GROUP BY l7_app ORDER BY bytes DESC LIMIT 10"}""",
        Role.VIEWER,
        false);
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return List.of();
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    return Ask.question(() -> history.sql(arguments.sql(), arguments.maxRows()));
  }
}
