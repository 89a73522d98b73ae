package io.nightjar.history;

import io.nightjar.schema.Ddl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a store as they are, and how they are changed.
 *
 * @param execute runs a statement
 * @param read answers one
 */
record StoreTables(Consumer<String> execute, Function<String, Rows> read, Ddl ddl) {
  void change(String statement) {
    execute.accept(statement);
  }

  void change(List<String> statements) {
    statements.forEach(execute);
  }

  /** Engines of tables and views by their names. */
  Map<String, String> engines() {
    Map<String, String> engines = new HashMap<>();
    for (List<@Nullable Object> row :
        rows("SELECT name, engine FROM system.tables WHERE database = " + database())) {
      engines.put(String.valueOf(row.getFirst()), String.valueOf(row.getLast()));
    }
    return engines;
  }

  Set<String> columns(String table) {
    return rows(
            "SELECT name FROM system.columns WHERE database = %s AND table = '%s'"
                .formatted(database(), table))
        .stream()
        .map(row -> String.valueOf(row.getFirst()))
        .collect(Collectors.toSet());
  }

  List<List<@Nullable Object>> rows(String sql) {
    return read.apply(sql).values();
  }

  long number(String sql) {
    return rows(sql).getFirst().getFirst() instanceof Number number ? number.longValue() : 0;
  }

  /** The name as a literal. */
  String database() {
    return Ddl.quoted(ddl.database());
  }
}
