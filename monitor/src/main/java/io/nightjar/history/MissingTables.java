package io.nightjar.history;

import io.nightjar.schema.Column;
import io.nightjar.schema.Ddl;
import io.nightjar.schema.Schema;
import io.nightjar.schema.Table;
import io.nightjar.schema.TimeWindows;
import io.nightjar.schema.Window;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the tables, views and columns that a store lacks. */
final class MissingTables {
  private final StoreTables tables;
  private final Schema schema;

  MissingTables(StoreTables tables, Schema schema) {
    this.tables = tables;
    this.schema = schema;
  }

  void create() {
    Ddl ddl = tables.ddl();
    Set<String> there = tables.engines().keySet();
    for (Table table : schema.tables()) {
      if (!there.containsAll(ddl.names(table))) {
        tables.change(ddl.create(table));
      }
    }
    for (Table table : schema.tables()) {
      boolean all =
          table.views().stream().allMatch(view -> there.contains(Ddl.viewName(table, view)));
      if (!all) {
        tables.change(ddl.views(table));
      }
    }
    for (Window window : TimeWindows.ALL) {
      if (!there.contains(window.name())) {
        tables.change(ddl.create(window));
      }
    }
  }

  void addColumns() {
    Map<String, Set<String>> there = new HashMap<>();
    for (List<@Nullable Object> row :
        tables.rows(
            "SELECT table, name FROM system.columns WHERE database = " + tables.database())) {
      there
          .computeIfAbsent(String.valueOf(row.getFirst()), _ -> new HashSet<>())
          .add(String.valueOf(row.getLast()));
    }
    for (Table table : schema.tables()) {
      Set<String> had = there.getOrDefault(table.name(), Set.of());
      List<Column> missing =
          table.columns().stream().filter(column -> !had.contains(column.name())).toList();
      if (!missing.isEmpty()) {
        tables.change(tables.ddl().addColumns(table, missing));
      }
    }
  }
}
