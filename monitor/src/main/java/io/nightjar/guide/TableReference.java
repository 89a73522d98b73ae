package io.nightjar.guide;

import io.nightjar.history.Tables;
import io.nightjar.schema.Column;
import io.nightjar.schema.Table;
import io.nightjar.schema.TimeWindows;
import io.nightjar.schema.Window;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of history as pages, from their declarations. */
public final class TableReference {
  private TableReference() {}

  /** All tables, a line each. */
  public static String overview() {
    MarkdownTable tables = new MarkdownTable(List.of("table", "a row is", "kept"));
    for (Table table : Tables.all()) {
      tables.row("`" + table.name() + "`", table.description(), kept(table));
    }
    return """
        # Tables of history

        ClickHouse tables of the database `nightjar`, read with the tool query. Times are UTC.

        """
        + tables;
  }

  private static String kept(Table table) {
    return switch (table.keep()) {
      case RAW -> "as long as --keep-flows";
      case MINUTE -> "as long as --keep-minutes";
      case HOUR -> "as long as --keep-hours";
      case DAY -> "as long as --keep-days";
      case FOREVER -> "for good";
    };
  }

  /** One table. */
  public static String table(Table table) {
    MarkdownTable columns = new MarkdownTable(List.of("column", "type", "meaning"));
    for (Column column : table.columns()) {
      columns.row("`" + column.name() + "`", "`" + column.type() + "`", column.description());
    }
    return "# Table " + table.name() + "\n\n" + facts(table) + columns;
  }

  private static String facts(Table table) {
    return table.description()
        + ".\n\n- Kept "
        + kept(table)
        + ".\n- Sorted by `"
        + table.layout().order()
        + "`: conditions on its first columns read least.\n"
        + (table.isDerived()
            ? "- Its rows are made by the engine, of " + sources(table) + ".\n"
            : "")
        + "\n";
  }

  private static String sources(Table table) {
    return table.views().stream()
        .map(view -> "`" + view.source() + "`")
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** All tables with all columns, as one page. */
  public static String all() {
    return overview()
        + Tables.all().stream().map(table -> "\n#" + table(table)).collect(Collectors.joining())
        + TimeWindows.ALL.stream()
            .map(window -> "\n#" + window(window))
            .collect(Collectors.joining());
  }

  private static String window(Window window) {
    MarkdownTable columns = new MarkdownTable(List.of("column", "type", "meaning"));
    Stream.concat(window.parameters().stream(), window.columns().stream())
        .forEach(
            column ->
                columns.row(
                    "`" + column.name() + "`", "`" + column.type() + "`", column.description()));
    String asked = "`SELECT ... FROM " + window.example() + "`";
    return "# View %s\n\n%s.\n\n- Asked with %s; computed when it is asked.\n\n%s"
        .formatted(window.name(), window.description(), asked, columns);
  }
}
