package io.nightjar.history;

import io.nightjar.schema.Ddl;
import io.nightjar.schema.Reference;
import io.nightjar.schema.Schema;
import io.nightjar.schema.Table;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Brings the tables of a store to what they are now, whatever it was left at. Each statement may be
 * the last that runs: the next start goes on from there.
 */
final class Migrations {
  private static final System.Logger LOG = System.getLogger(Migrations.class.getName());

  /** The version whose rows lay by the times in them, without roll-ups. */
  private static final int BY_FIRST_SEEN = 1;

  /** The last version whose table of alerts nothing was written to. */
  private static final int WITHOUT_ALERTS = 3;

  private static final String MIGRATIONS = "migrations";

  private final StoreTables tables;
  private final Ddl ddl;
  private final Schema schema = Tables.SCHEMA;

  /**
   * Migrations of a store.
   *
   * @param execute runs a statement
   * @param read answers one
   */
  Migrations(Consumer<String> execute, Function<String, Rows> read, Ddl ddl) {
    this.tables = new StoreTables(execute, read, ddl);
    this.ddl = ddl;
  }

  /**
   * Runs what is left to do; nothing, in two questions, where all is as it should be.
   *
   * @throws HistoryException when the store is of a newer version, or of another kind
   */
  void run() {
    Map<String, String> engines = tables.engines();
    refuseOthers(engines);
    tables.change(ddl.createDatabase());
    int version = version(engines);
    if (version > Schema.VERSION) {
      throw HistoryException.refused(
          "its tables are of version "
              + version
              + " and this program knows "
              + Schema.VERSION
              + ": start the newer Nightjar, or name another database");
    }
    boolean earlier = version > 0 && version < Schema.VERSION;
    if (earlier) {
      LOG.log(System.Logger.Level.INFO, "history is brought to version " + Schema.VERSION);
    }
    if (version > 0 && version <= WITHOUT_ALERTS) {
      dropEmptyAlerts();
    }
    RowsByWriting rows = new RowsByWriting(tables, schema);
    if (version == BY_FIRST_SEEN) {
      tables.change(ddl.create(schema.table(MIGRATIONS)));
      note(BY_FIRST_SEEN, "the first");
      rows.move(engines);
    }
    MissingTables missing = new MissingTables(tables, schema);
    missing.create();
    missing.addColumns();
    if (earlier) {
      settle(engines);
    }
    if (version == BY_FIRST_SEEN) {
      rows.rollUp();
    }
    if (version < Schema.VERSION || isReferenceStale()) {
      fillReferences();
      note(Schema.VERSION, "alerts have what they were raised for, and a row that counts");
    }
  }

  /** What tables of this program's words hold must be this program's. */
  private boolean isReferenceStale() {
    return Reference.filled().stream()
        .anyMatch(
            table ->
                tables.number("SELECT count() FROM " + ddl.qualified(table.name()))
                    != Reference.rows(table).lines().count());
  }

  /** It was declared otherwise, and is made anew. */
  private void dropEmptyAlerts() {
    for (String name : ddl.names(Tables.ALERTS).reversed()) {
      tables.change("DROP TABLE IF EXISTS " + ddl.qualified(name) + ddl.onCluster() + " SYNC");
    }
  }

  /** Gives what was there before the settings and the views of now. */
  private void settle(Map<String, String> engines) {
    for (Table table : schema.tables()) {
      if (engines.containsKey(ddl.written(table))) {
        tables.change(ddl.settle(table));
        tables.change(ddl.settleViews(table));
      }
    }
    tables.change("DROP VIEW IF EXISTS " + ddl.qualified("flows_to_asns") + ddl.onCluster());
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
      int noted = (int) tables.number("SELECT max(version) FROM " + ddl.qualified(MIGRATIONS));
      if (noted > 0) {
        return noted;
      }
    }
    if (!engines.containsKey(Tables.FLOWS.name())) {
      return 0;
    }
    return tables.columns(Tables.FLOWS.name()).contains("stored") ? Schema.VERSION : BY_FIRST_SEEN;
  }

  private void fillReferences() {
    for (Table table : Reference.filled()) {
      tables.change("TRUNCATE TABLE " + ddl.qualified(table.name()) + ddl.onCluster() + " SYNC");
      tables.change(
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
    tables.change(
        "INSERT INTO %s (version, at, name) SELECT %d, now(), %s"
            .formatted(ddl.qualified(MIGRATIONS), version, Ddl.quoted(name)));
  }
}
