package io.nightjar.history;

import io.nightjar.schema.Ddl;
import io.nightjar.schema.Table;
import java.nio.file.Path;
import java.util.Map;

/**
 * All tables of a private store as of one moment: clones in a database of their own, which share
 * the files of the tables' parts, so that making one takes neither time nor room.
 */
final class Cut implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Cut.class.getName());
  private static final String DATABASE = "nightjar_cut";

  private final HistoryClient client;
  private final Map<String, Extent> extents;

  private Cut(HistoryClient client, Map<String, Extent> extents) {
    this.client = client;
    this.extents = extents;
  }

  /**
   * Cuts between two changes: of a batch it has all rows in every table, or none.
   *
   * @throws HistoryException when the store cannot be asked now
   */
  static Cut of(HistoryClient client) {
    drop(client);
    client.executeLong("CREATE DATABASE " + DATABASE);
    client.whileNothingChanges(() -> Tables.all().forEach(table -> clone(client, table)));
    return new Cut(client, Extent.of(client, DATABASE));
  }

  private static void clone(HistoryClient client, Table table) {
    String name = new Ddl(DATABASE, "").qualified(table.name());
    client.executeLong(
        "CREATE TABLE %s CLONE AS %s".formatted(name, client.ddl().qualified(table.name())));
    client.executeLong("SYSTEM STOP MERGES " + name);
  }

  /** What each table held. */
  Map<String, Extent> extents() {
    return extents;
  }

  /**
   * Writes the tables, under their own database's name, to a folder the store may write to.
   *
   * @throws HistoryException when it cannot
   */
  void backUp(Path folder) {
    client.executeLong(
        "BACKUP DATABASE %s AS %s TO File(%s)"
            .formatted(
                DATABASE, client.ddl().database(), Ddl.quoted(folder.toAbsolutePath().toString())));
  }

  /** Removes the clones, where there are any. */
  static void drop(HistoryClient client) {
    client.executeLong("DROP DATABASE IF EXISTS " + DATABASE + " SYNC");
  }

  @Override
  public void close() {
    try {
      drop(client);
    } catch (HistoryException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "what a backup read stays until the store starts again: " + e.getMessage());
    }
  }
}
