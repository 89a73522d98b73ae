package io.nightjar.query;

import io.nightjar.history.History;
import io.nightjar.history.Limits;
import io.nightjar.history.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers of history in the columns that live answers have: null where only live state knows. */
final class Past {
  private static final String PAGE = " LIMIT {limit:UInt32} OFFSET {offset:UInt64}";

  private final History history;

  Past(History history) {
    this.history = history;
  }

  /** The rows of a SELECT by the names of their columns, to be added to. */
  List<Map<String, @Nullable Object>> rows(String sql, Map<String, Object> parameters) {
    Rows rows = history.select(sql, parameters, Limits.DEFAULT);
    List<Map<String, @Nullable Object>> named = new ArrayList<>();
    for (List<@Nullable Object> row : rows.values()) {
      Map<String, @Nullable Object> cells = new HashMap<>();
      for (int i = 0; i < row.size(); i++) {
        cells.put(rows.columns().get(i).name(), row.get(i));
      }
      named.add(cells);
    }
    return named;
  }

  /**
   * A page of an ordered SELECT.
   *
   * @param added adds to a row what look-up data knows
   */
  Table page(
      List<Column> columns,
      String sql,
      Map<String, Object> parameters,
      Page page,
      Consumer<Map<String, @Nullable Object>> added,
      List<String> about) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("limit", page.limit() + 1);
    all.put("offset", page.offset());
    List<Map<String, @Nullable Object>> found = rows(sql + PAGE, all);
    boolean more = found.size() > page.limit();
    List<List<@Nullable Object>> shown =
        found.stream().limit(page.limit()).peek(added).map(cells -> cells(columns, cells)).toList();
    List<String> notes = new ArrayList<>(about);
    if (shown.isEmpty()) {
      notes.add("nothing matches in this range: widen from and to, or leave them out for live");
    }
    long total = more ? -1 : page.offset() + shown.size();
    return new Table(columns, shown, total, more, null, Instant.now(), Source.HISTORY, notes);
  }

  /** The cells of these columns. */
  static List<@Nullable Object> cells(List<Column> columns, Map<String, @Nullable Object> named) {
    List<@Nullable Object> cells = new ArrayList<>(columns.size());
    columns.forEach(column -> cells.add(named.get(column.name())));
    return cells;
  }

  /** What a table's notes say of its times. */
  static List<String> timed(Tiers.Choice choice, String names) {
    List<String> notes = new ArrayList<>(choice.notes());
    if (!choice.tier().unit().isEmpty()) {
      notes.add(names + " are starts of " + choice.tier().unit());
    }
    return notes;
  }
}
