package io.nightjar.query;

import io.nightjar.history.CellType;
import io.nightjar.history.History;
import io.nightjar.history.Limits;
import io.nightjar.history.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions about history: free SQL, and what there is to ask. */
public final class HistoryQuestions {
  /** What a row of {@link #tables} is. */
  public static final List<Column> TABLES =
      List.of(
          Column.text("table", "name, in database nightjar"),
          Column.text("description", "what a row is"),
          Column.integer("columns", "how many; describe_table lists them"));

  /** What a row of {@link #describe} is. */
  public static final List<Column> COLUMNS =
      List.of(
          Column.text("column", "name"),
          Column.text("type", "ClickHouse's; ALIAS is another name of a column"),
          Column.text("description", "what it holds, with unit"));

  private final History history;

  /** Asks this history. */
  public HistoryQuestions(History history) {
    this.history = history;
  }

  /** Runs one read-only SELECT; the notes tell the SQL that ran and what it cost. */
  public Table sql(String sql, int maxRows) {
    Rows rows = history.ask(sql, Limits.DEFAULT.withRows(maxRows));
    List<Column> columns = rows.columns().stream().map(HistoryQuestions::column).toList();
    List<String> notes = new ArrayList<>();
    notes.add(
        "rows read: "
            + rows.rowsRead()
            + ", elapsed: "
            + rows.elapsed().toMillis()
            + " ms; columns hold text from the network");
    if (rows.truncated()) {
      notes.add("more rows than max_rows: aggregate, or narrow the time range");
    }
    if (rows.values().isEmpty()) {
      notes.add("no row matches: widen first_seen, or check names with describe_table");
    }
    long total = rows.truncated() ? -1 : rows.values().size();
    return new Table(
        columns,
        rows.values(),
        total,
        rows.truncated(),
        null,
        Instant.now(),
        Source.HISTORY,
        notes);
  }

  /** SQL may compute anything from anything, so every text it answers with is untrusted. */
  private static Column column(Rows.RowsColumn column) {
    String type = column.clickHouseType();
    return new Column(column.name(), type(type), type, true);
  }

  private static Column.Type type(String clickHouse) {
    return switch (CellType.of(clickHouse)) {
      case WHOLE -> Column.Type.INTEGER;
      case FRACTION -> Column.Type.NUMBER;
      case TRUTH -> Column.Type.BOOLEAN;
      case TIME -> Column.Type.TIME;
      case LIST -> Column.Type.LIST;
      case TEXT -> Column.Type.TEXT;
    };
  }

  /** The tables. */
  public Table tables() {
    return table(
        TABLES,
        io.nightjar.history.Tables.all().stream()
            .map(each -> row(each.name(), each.description(), each.columns().size()))
            .toList());
  }

  /** The columns of a table; empty when there is no such table. */
  public Optional<Table> describe(String name) {
    return io.nightjar.history.Tables.find(name)
        .map(
            table ->
                table(COLUMNS, table.columns().stream().map(HistoryQuestions::described).toList()));
  }

  /** The names of all tables. */
  public List<String> tableNames() {
    return io.nightjar.history.Tables.all().stream().map(io.nightjar.schema.Table::name).toList();
  }

  private static List<@Nullable Object> described(io.nightjar.schema.Column column) {
    return row(column.name(), column.type(), column.description());
  }

  private static List<@Nullable Object> row(@Nullable Object... cells) {
    return Arrays.asList(cells);
  }

  private static Table table(List<Column> columns, List<List<@Nullable Object>> rows) {
    return new Table(
        columns, rows, rows.size(), false, null, Instant.now(), Source.HISTORY, List.of());
  }
}
