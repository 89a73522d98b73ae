package io.nightjar.history;

import io.nightjar.schema.Ddl;
import io.nightjar.schema.Schema;
import io.nightjar.schema.Table;
import io.nightjar.schema.Table.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings the rows of version 1, which lay by the times in them, to where they lie by when they were
 * written, and rolls them up.
 */
final class RowsByWriting {
  private final StoreTables tables;
  private final Schema schema;
  private final Ddl ddl;

  RowsByWriting(StoreTables tables, Schema schema) {
    this.tables = tables;
    this.schema = schema;
    this.ddl = tables.ddl();
  }

  /**
   * Moves the rows.
   *
   * @param engines of the tables that are there
   */
  void move(Map<String, String> engines) {
    String live = "if(capture = '', least(%s, now()), now())";
    rebuild(engines, Tables.FLOWS, "first_seen", live.formatted("last_seen"));
    rebuild(engines, Tables.TIMESERIES, "time", live.formatted("time"));
  }

  /** A month at a time; what was moved only in part is removed there and moved again. */
  private void rebuild(Map<String, String> engines, Table table, String time, String stored) {
    String old = ddl.qualified(table.name());
    String next = ddl.qualified(next(table));
    if (engines.containsKey(table.name()) && !tables.columns(table.name()).contains("stored")) {
      tables.change(ddl.create(table.named(next(table))));
      Set<String> had = tables.columns(table.name());
      String shared =
          table.stored().stream().filter(had::contains).collect(Collectors.joining(", "));
      for (List<@Nullable Object> row :
          tables.rows(
              "SELECT DISTINCT partition_id FROM system.parts WHERE active AND database = %s AND table = '%s' ORDER BY partition_id"
                  .formatted(tables.database(), table.name()))) {
        String month = String.valueOf(row.getFirst());
        String rows = "toYYYYMM(" + time + ") = " + month;
        if (tables.number("SELECT count() FROM " + next + " WHERE " + rows) > 0) {
          tables.change(
              "ALTER TABLE " + next + " DELETE WHERE " + rows + " SETTINGS mutations_sync = 2");
        }
        tables.change(
            "INSERT INTO %s (%s, stored) SELECT %s, %s FROM %s WHERE %s"
                .formatted(next, shared, shared, stored, old, rows));
        tables.change("ALTER TABLE " + old + " DROP PARTITION ID '" + month + "'");
      }
      tables.change("EXCHANGE TABLES " + old + " AND " + next);
    }
    tables.change("DROP TABLE IF EXISTS " + next + " SYNC");
  }

  private static String next(Table table) {
    return table.name() + "_next";
  }

  /** Fills what views fill from now on with the flows written before, anew each time. */
  void rollUp() {
    List<Table> derived = schema.tables().stream().filter(Table::isDerived).toList();
    for (Table table : derived) {
      tables.change("TRUNCATE TABLE " + ddl.qualified(table.name()) + " SYNC");
    }
    List<String> months = new ArrayList<>();
    for (List<@Nullable Object> row :
        tables.rows(
            "SELECT DISTINCT toYYYYMM(stored) FROM " + ddl.qualified("flows") + " ORDER BY 1")) {
      months.add(String.valueOf(row.getFirst()));
    }
    for (Table table : derived) {
      for (View view : table.views()) {
        if (view.source().equals(Tables.FLOWS.name())) {
          months.forEach(month -> rollUp(table, view, month));
        }
      }
    }
  }

  /** A roll-up of roll-ups is fed by the view on those. */
  private void rollUp(Table table, View view, String month) {
    String rows =
        "(SELECT * FROM %s WHERE toYYYYMM(stored) = %s)".formatted(ddl.qualified("flows"), month);
    tables.change(
        "INSERT INTO %s (%s) SELECT %s FROM (%s)"
            .formatted(
                ddl.qualified(table.name()),
                String.join(", ", table.stored()),
                String.join(", ", table.stored()),
                Ddl.select(view, rows)));
  }
}
