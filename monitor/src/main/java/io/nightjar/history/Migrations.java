package io.nightjar.history;

import io.nightjar.schema.Column;
import io.nightjar.schema.Ddl;
import io.nightjar.schema.Reference;
import io.nightjar.schema.Schema;
import io.nightjar.schema.Table;
import io.nightjar.schema.Table.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings the tables of a store to what they are now, whatever it was left at. Each statement may be
 * the last that runs: the next start goes on from there.
 */
final class Migrations {
  private static final System.Logger LOG = System.getLogger(Migrations.class.getName());

  /** The version whose rows lay by the times in them, without roll-ups. */
  private static final int BY_FIRST_SEEN = 1;

  private static final String MIGRATIONS = "migrations";

  private final Consumer<String> execute;
  private final Function<String, Rows> read;
  private final Schema schema = Tables.SCHEMA;
  private final Ddl ddl;

  /**
   * Migrations of a store.
   *
   * @param execute runs a statement
   * @param read answers one
   */
  Migrations(Consumer<String> execute, Function<String, Rows> read, Ddl ddl) {
    this.execute = execute;
    this.read = read;
    this.ddl = ddl;
  }

  /**
   * Runs what is left to do; nothing, in two questions, where all is as it should be.
   *
   * @throws HistoryException when the store is of a newer version, or of another kind
   */
  void run() {
    Map<String, String> engines = engines();
    refuseOthers(engines);
    execute.accept(ddl.createDatabase());
    int version = version(engines);
    if (version > Schema.VERSION) {
      throw HistoryException.refused(
          "its tables are of version "
              + version
              + " and this program knows "
              + Schema.VERSION
              + ": start the newer Nightjar, or name another database");
    }
    if (version == BY_FIRST_SEEN) {
      LOG.log(System.Logger.Level.INFO, "history is brought to version " + Schema.VERSION);
      ddl.create(schema.table(MIGRATIONS)).forEach(execute);
      note(BY_FIRST_SEEN, "the first");
      partitionByWriting(engines);
    }
    String reference = ddl.qualified(Reference.filled().getLast().name());
    createMissing();
    addMissingColumns();
    if (version == BY_FIRST_SEEN) {
      schema.tables().stream()
          .filter(table -> engines.containsKey(table.name()))
          .map(ddl::settle)
          .forEach(execute);
      rollUpWhatThereIs();
    }
    if (version < Schema.VERSION || number("SELECT count() FROM " + reference) == 0) {
      fillReferences();
      note(Schema.VERSION, "rows lie by when they were written; roll-ups");
    }
  }

  private Map<String, String> engines() {
    Map<String, String> engines = new HashMap<>();
    for (List<@Nullable Object> row :
        read("SELECT name, engine FROM system.tables WHERE database = " + database())) {
      engines.put(String.valueOf(row.getFirst()), String.valueOf(row.getLast()));
    }
    return engines;
  }

  /** One server's tables cannot become a cluster's, nor the other way. */
  private void refuseOthers(Map<String, String> engines) {
    String engine = engines.getOrDefault(Tables.FLOWS.name(), "");
    boolean distributed = engine.equals("Distributed");
    if (!engine.isEmpty() && distributed == ddl.cluster().isEmpty()) {
      throw HistoryException.refused(
          distributed
              ? "its tables are a cluster's: add ?cluster=NAME to the URL"
              : "its tables are one server's, not a cluster's: name another database");
    }
  }

  private int version(Map<String, String> engines) {
    if (engines.containsKey(MIGRATIONS)) {
      int noted = (int) number("SELECT max(version) FROM " + ddl.qualified(MIGRATIONS));
      if (noted > 0) {
        return noted;
      }
    }
    if (!engines.containsKey(Tables.FLOWS.name())) {
      return 0;
    }
    return columns(Tables.FLOWS.name()).contains("stored") ? Schema.VERSION : BY_FIRST_SEEN;
  }

  private void partitionByWriting(Map<String, String> engines) {
    String live = "if(capture = '', least(%s, now()), now())";
    rebuild(engines, Tables.FLOWS, "first_seen", live.formatted("last_seen"));
    rebuild(engines, Tables.TIMESERIES, "time", live.formatted("time"));
  }

  /**
   * Moves rows into a table that lies by when they were written, a month at a time; what was moved
   * only in part is removed there and moved again.
   */
  private void rebuild(Map<String, String> engines, Table table, String time, String stored) {
    String old = ddl.qualified(table.name());
    String next = ddl.qualified(next(table));
    if (engines.containsKey(table.name()) && !columns(table.name()).contains("stored")) {
      ddl.create(table.named(next(table))).forEach(execute);
      Set<String> had = columns(table.name());
      String shared =
          table.stored().stream().filter(had::contains).collect(Collectors.joining(", "));
      for (List<@Nullable Object> row :
          read(
              "SELECT DISTINCT partition_id FROM system.parts WHERE active AND database = %s AND table = '%s' ORDER BY partition_id"
                  .formatted(database(), table.name()))) {
        String month = String.valueOf(row.getFirst());
        String rows = "toYYYYMM(" + time + ") = " + month;
        if (number("SELECT count() FROM " + next + " WHERE " + rows) > 0) {
          execute.accept(
              "ALTER TABLE " + next + " DELETE WHERE " + rows + " SETTINGS mutations_sync = 2");
        }
        execute.accept(
            "INSERT INTO %s (%s, stored) SELECT %s, %s FROM %s WHERE %s"
                .formatted(next, shared, shared, stored, old, rows));
        execute.accept("ALTER TABLE " + old + " DROP PARTITION ID '" + month + "'");
      }
      execute.accept("EXCHANGE TABLES " + old + " AND " + next);
    }
    execute.accept("DROP TABLE IF EXISTS " + next + " SYNC");
  }

  private static String next(Table table) {
    return table.name() + "_next";
  }

  private void createMissing() {
    Set<String> there = engines().keySet();
    for (Table table : schema.tables()) {
      if (!there.containsAll(ddl.names(table))) {
        ddl.create(table).forEach(execute);
      }
    }
    for (Table table : schema.tables()) {
      boolean all =
          table.views().stream().allMatch(view -> there.contains(Ddl.viewName(table, view)));
      if (!all) {
        ddl.views(table).forEach(execute);
      }
    }
  }

  private void addMissingColumns() {
    Map<String, Set<String>> there = new HashMap<>();
    for (List<@Nullable Object> row :
        read("SELECT table, name FROM system.columns WHERE database = " + database())) {
      there
          .computeIfAbsent(String.valueOf(row.getFirst()), _ -> new HashSet<>())
          .add(String.valueOf(row.getLast()));
    }
    for (Table table : schema.tables()) {
      Set<String> had = there.getOrDefault(table.name(), Set.of());
      List<Column> missing =
          table.columns().stream().filter(column -> !had.contains(column.name())).toList();
      if (!missing.isEmpty()) {
        ddl.addColumns(table, missing).forEach(execute);
      }
    }
  }

  /** Fills what views fill from now on with the flows written before, anew each time. */
  private void rollUpWhatThereIs() {
    List<Table> derived = schema.tables().stream().filter(Table::isDerived).toList();
    for (Table table : derived) {
      execute.accept("TRUNCATE TABLE " + ddl.qualified(table.name()) + " SYNC");
    }
    List<String> months = new ArrayList<>();
    for (List<@Nullable Object> row :
        read("SELECT DISTINCT toYYYYMM(stored) FROM " + ddl.qualified("flows") + " ORDER BY 1")) {
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
    execute.accept(
        "INSERT INTO %s (%s) SELECT %s FROM (%s)"
            .formatted(
                ddl.qualified(table.name()),
                String.join(", ", table.stored()),
                String.join(", ", table.stored()),
                Ddl.select(view, rows)));
  }

  private void fillReferences() {
    for (Table table : Reference.filled()) {
      execute.accept("TRUNCATE TABLE " + ddl.qualified(table.name()) + ddl.onCluster() + " SYNC");
      execute.accept(
          "INSERT INTO %s (%s) SELECT * FROM format(TabSeparated, '%s', %s)"
              .formatted(
                  ddl.qualified(table.name()),
                  String.join(", ", table.stored()),
                  table.columns().stream()
                      .map(column -> column.name() + " " + column.type())
                      .collect(Collectors.joining(", ")),
                  Ddl.quoted(Reference.rows(table))));
    }
  }

  private void note(int version, String name) {
    execute.accept(
        "INSERT INTO %s (version, at, name) SELECT %d, now(), %s"
            .formatted(ddl.qualified(MIGRATIONS), version, Ddl.quoted(name)));
  }

  private Set<String> columns(String table) {
    return read(
            "SELECT name FROM system.columns WHERE database = %s AND table = '%s'"
                .formatted(database(), table))
        .stream()
        .map(row -> String.valueOf(row.getFirst()))
        .collect(Collectors.toSet());
  }

  private String database() {
    return Ddl.quoted(ddl.database());
  }

  private long number(String sql) {
    return read(sql).getFirst().getFirst() instanceof Number number ? number.longValue() : 0;
  }

  private List<List<@Nullable Object>> read(String sql) {
    return read.apply(sql).values();
  }
}
