package io.nightjar.query;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column and how its value is read, so that neither can be listed without the other.
 *
 * @param <T> what rows are of
 */
record Fact<T>(Column column, Reading<T> reading) {
  /** Reads a value. */
  interface Reading<T> {
    @Nullable Object of(T thing);
  }

  static <T> Fact<T> text(String name, String description, Function<T, String> value) {
    return new Fact<>(Column.text(name, description), value::apply);
  }

  static <T> Fact<T> integer(String name, String description, Reading<T> value) {
    return new Fact<>(Column.integer(name, description), value);
  }

  static <T> Fact<T> list(String name, String description, Function<T, List<String>> value) {
    return new Fact<>(Column.list(name, description), value::apply);
  }

  static <T> Fact<T> bool(String name, String description, Function<T, Boolean> value) {
    return new Fact<>(Column.bool(name, description), value::apply);
  }

  static <T> Fact<T> time(String name, String description, Reading<T> value) {
    return new Fact<>(Column.time(name, description), value);
  }

  static <T> List<Column> columns(List<Fact<T>> facts) {
    return facts.stream().map(Fact::column).toList();
  }

  static <T> List<@Nullable Object> row(List<Fact<T>> facts, T thing) {
    List<@Nullable Object> row = new ArrayList<>(facts.size());
    facts.forEach(fact -> row.add(fact.reading.of(thing)));
    return row;
  }
}
