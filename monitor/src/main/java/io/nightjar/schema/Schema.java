package io.nightjar.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All tables of history.
 *
 * @param tables those that monitors write, then those made of them, then what explains them
 */
public record Schema(List<Table> tables) {
  /**
   * Of how the tables are now. Raise it when a store needs more than missing tables and columns
   * made, and tell {@code Migrations} what.
   */
  public static final int VERSION = 4;

  /** All tables, given those whose columns their writers declare. */
  public static Schema with(Table... written) {
    return new Schema(
        Stream.concat(
                Stream.of(written),
                Stream.of(
                    RollUps.MINUTE,
                    RollUps.HOUR,
                    RollUps.DAY,
                    Derived.HOSTS,
                    Derived.DNS,
                    Findings.ASSETS,
                    Reference.PROTOCOLS,
                    Reference.RISKS,
                    Reference.TECHNIQUES,
                    Reference.ALERT_TYPES,
                    Reference.ASNS,
                    Reference.REMOVALS,
                    Reference.MIGRATIONS))
            .toList());
  }

  /** The table of this name, with or without the database before it. */
  public Optional<Table> find(String name) {
    String bare = name.startsWith("nightjar.") ? name.substring("nightjar.".length()) : name;
    return tables.stream().filter(table -> table.name().equals(bare)).findFirst();
  }

  /** The table of this name, which there is. */
  public Table table(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no table " + name));
  }

  /** Every statement that makes a store from nothing, in order. */
  public List<String> statements(Ddl ddl) {
    return Stream.of(
            Stream.of(ddl.createDatabase()),
            tables.stream().flatMap(table -> ddl.create(table).stream()),
            tables.stream().flatMap(table -> ddl.views(table).stream()),
            TimeWindows.ALL.stream().map(ddl::create))
        .flatMap(statements -> statements)
        .toList();
  }
}
