package io.nightjar.query;

import io.nightjar.history.CellType;
import io.nightjar.history.Extent;
import io.nightjar.history.History;
import io.nightjar.history.HistoryException;
import io.nightjar.history.Limits;
import io.nightjar.history.Rows;
import io.nightjar.net.Asker;
import io.nightjar.schema.TimeWindows;
import io.nightjar.schema.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Questions about history: free SQL, and what there is to ask. */
public final class HistoryQuestions {
  /** What a row of {@link #tables} is. */
  public static final List<Column> TABLES =
      List.of(
          Column.text("table", "name, in database nightjar; views for questions of time last"),
          Column.text("description", "what a row is"),
          Column.integer("columns", "how many; describe_table lists them"),
          Column.integer("rows", "stored"),
          Column.integer("bytes", "on the disk"),
          Column.time("oldest", "when its oldest row was written"),
          Column.time("newest", "when its newest row was written"));

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

  /**
   * Rows of flows that have ended.
   *
   * @param flowId null for any
   * @param clientIp null for any, as every other end
   */
  public record FlowQuestion(
      @Nullable String flowId,
      @Nullable String clientIp,
      @Nullable Integer clientPort,
      @Nullable String serverIp,
      @Nullable Integer serverPort,
      @Nullable String protocol,
      Instant from,
      Instant to,
      int limit) {}

  private static final String FLOWS =
      """
      SELECT * FROM flows WHERE first_seen >= toStartOfHour({from:DateTime('UTC')})
        AND last_seen >= {from:DateTime('UTC')} AND first_seen <= {to:DateTime('UTC')}
        AND ({flow:String} = '' OR flow_id = toUInt64OrZero({flow:String}))
        AND ({client:String} = '' OR src_ip = {client:String})
        AND ({server:String} = '' OR dst_ip = {server:String})
        AND ({client_port:Int32} < 0 OR src_port = {client_port:Int32})
        AND ({server_port:Int32} < 0 OR dst_port = {server_port:Int32})
        AND ({protocol:String} = '' OR upper(l4_proto) = upper({protocol:String}))
      ORDER BY first_seen_us DESC LIMIT {limit:UInt32}""";

  /** The rows of flows, latest first: every column. */
  public Table flows(FlowQuestion asked) {
    Rows rows =
        history.select(
            FLOWS,
            Map.of(
                "flow", asked.flowId() == null ? "" : asked.flowId(),
                "client", asked.clientIp() == null ? "" : asked.clientIp(),
                "server", asked.serverIp() == null ? "" : asked.serverIp(),
                "client_port", asked.clientPort() == null ? -1 : asked.clientPort(),
                "server_port", asked.serverPort() == null ? -1 : asked.serverPort(),
                "protocol", asked.protocol() == null ? "" : asked.protocol(),
                "from", Range.text(asked.from()),
                "to", Range.text(asked.to()),
                "limit", asked.limit() + 1),
            Limits.DEFAULT);
    boolean more = rows.values().size() > asked.limit();
    List<List<@Nullable Object>> shown = rows.values().stream().limit(asked.limit()).toList();
    List<String> notes = new ArrayList<>();
    if (shown.isEmpty()) {
      notes.add(
          "no flow of history matches: widen from and to; a flow that goes on is in the live tools");
    } else {
      notes.add("a long flow has a row for every five minutes; their counts add up");
    }
    return new Table(
        rows.columns().stream().map(HistoryQuestions::column).toList(),
        shown,
        more ? -1 : shown.size(),
        more,
        null,
        Instant.now(),
        Source.HISTORY,
        notes);
  }

  /** Runs one read-only SELECT; the notes tell the SQL that ran and what it cost. */
  public Table sql(String sql, int maxRows) {
    return sql(sql, Map.of(), maxRows);
  }

  /** The same, with values of {@code {name:Type}} in it. */
  public Table sql(String sql, Map<String, Object> parameters, int maxRows) {
    Rows rows = history.ask(sql, parameters, Limits.DEFAULT.withRows(maxRows));
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

  /** The tables; with what they hold while the store can tell, for who may see all rows. */
  public Table tables() {
    Map<String, Extent> extents = Map.of();
    List<String> notes = List.of();
    try {
      if (Asker.current().isBound()) {
        notes = List.of("what all of them hold is not shown to a bound token");
      } else {
        extents = history.extents();
      }
    } catch (HistoryException e) {
      notes = List.of("what they hold is not known now: " + e.getMessage());
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (io.nightjar.schema.Table each : io.nightjar.history.Tables.all()) {
      Extent extent = extents.getOrDefault(each.name(), Extent.UNKNOWN);
      rows.add(
          row(
              each.name(),
              each.description(),
              each.columns().size(),
              extent.rows(),
              extent.bytes(),
              extent.oldest(),
              extent.newest()));
    }
    for (Window window : TimeWindows.ALL) {
      int columns = window.columns().size();
      rows.add(row(window.example(), window.description(), columns, null, null, null, null));
    }
    return new Table(TABLES, rows, rows.size(), false, null, Instant.now(), Source.HISTORY, notes);
  }

  /** The columns of a table; empty when there is no such table. */
  public Optional<Table> describe(String name) {
    return io.nightjar.history.Tables.find(name)
        .map(io.nightjar.schema.Table::columns)
        .or(() -> TimeWindows.find(name).map(Window::columns))
        .map(columns -> table(COLUMNS, columns.stream().map(HistoryQuestions::described).toList()));
  }

  /** The names of all tables. */
  public List<String> tableNames() {
    return Stream.concat(
            io.nightjar.history.Tables.all().stream().map(io.nightjar.schema.Table::name),
            TimeWindows.ALL.stream().map(Window::name))
        .toList();
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
