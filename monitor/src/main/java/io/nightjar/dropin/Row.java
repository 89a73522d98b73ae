package io.nightjar.dropin;

import io.nightjar.query.Column;
import io.nightjar.query.Entity;
import io.nightjar.query.Table;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a question answered of one thing, by the names of its columns. */
record Row(List<Column> columns, List<@Nullable Object> values) {
  static Row of(Entity entity) {
    return new Row(entity.columns(), entity.values());
  }

  static Stream<Row> of(Table table) {
    return table.rows().stream().map(row -> new Row(table.columns(), row));
  }

  /** The value of this column, which there must be. */
  @Nullable Object get(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return values.get(i);
      }
    }
    throw new IllegalArgumentException("there is no column " + column);
  }

  String text(String column) {
    Object value = get(column);
    return value == null ? "" : value.toString();
  }

  long number(String column) {
    return get(column) instanceof Number number ? number.longValue() : 0;
  }
}
