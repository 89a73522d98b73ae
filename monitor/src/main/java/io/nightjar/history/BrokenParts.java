package io.nightjar.history;

import io.nightjar.schema.Ddl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/*
 * At its start the engine sets a part aside whose files are missing or of a wrong length, and loads
 * instead the parts it was merged from while those are still there. Contents it does not read then:
 * parts written shortly before are checked here, and set aside when they do not match their
 * checksums, for one broken block would fail every query and every merge that touches it.
 */
/**
 * Parts of tables that broke on disk. What was lost with each is written, once, to a file that
 * stays until somebody deletes it.
 */
final class BrokenParts {
  private static final System.Logger LOG = System.getLogger(BrokenParts.class.getName());

  /** What was written just before the end is what a broken end breaks. */
  private static final String RECENT =
      """
      SELECT table, name, rows FROM (
        SELECT table, name, rows, sum(bytes_on_disk) OVER (
          ORDER BY modification_time DESC, name DESC) AS bytes
        FROM system.parts
        WHERE active AND database = %s AND modification_time > now() - 3600)
      WHERE bytes < 536870912 ORDER BY table, name
      """;

  private static final String SET_ASIDE =
      """
      SELECT table, name, partition_id, toInt64(min_block_number), toInt64(max_block_number),
        toInt64(level), path
      FROM system.detached_parts
      WHERE database = %s AND startsWith(reason, 'broken') ORDER BY table, name
      """;

  private final Path journal;
  private final List<String> losses = new CopyOnWriteArrayList<>();

  /** Of the store that has its journal here. */
  BrokenParts(Path journal) {
    this.journal = journal;
  }

  /** What was lost, a sentence each, from the first start on. */
  List<String> losses() {
    return List.copyOf(losses);
  }

  /** Looks for parts that broke since the last look, notes them and sets them aside. */
  void look(HistoryClient client) {
    try {
      readJournal();
      for (List<@Nullable Object> part : inspect(client, SET_ASIDE)) {
        noteSetAside(client, part);
      }
      for (List<@Nullable Object> part : inspect(client, RECENT)) {
        check(client, text(part, 0), text(part, 1), text(part, 2));
      }
    } catch (HistoryException | UncheckedIOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot look for broken parts: " + e.getMessage());
    }
  }

  /** The rows of a statement with a place for the database. */
  private static List<List<@Nullable Object>> inspect(HistoryClient client, String sql) {
    return client.inspect(sql.formatted(database(client))).values();
  }

  private static String database(HistoryClient client) {
    return Ddl.quoted(client.ddl().database());
  }

  private void readJournal() {
    try {
      losses.clear();
      losses.addAll(Files.readAllLines(journal));
    } catch (NoSuchFileException _) {
      // nothing was ever lost
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void noteSetAside(HistoryClient client, List<@Nullable Object> part) {
    String table = text(part, 0);
    String name = text(part, 1);
    if (isNoted(name)) {
      return;
    }
    long rows = rowsOf(Path.of(text(part, 6)));
    long left = number(part, 5) == 0 ? 0 : rowsLeft(client, table, part);
    String lost = rows < 0 ? "an unknown number of" : Long.toString(Math.max(0, rows - left));
    note("table %s, part %s broke: %s rows lost".formatted(table, name, lost));
  }

  private boolean isNoted(String name) {
    return losses.stream().anyMatch(line -> line.contains(" part " + name + " "));
  }

  /** Rows of the parts that a broken one was merged from. */
  private static long rowsLeft(HistoryClient client, String table, List<@Nullable Object> part) {
    String sql =
        """
        SELECT toInt64(sum(rows)) FROM system.parts
        WHERE active AND database = %s AND table = '%s' AND partition_id = '%s'
          AND min_block_number <= %d AND max_block_number >= %d
        """
            .formatted(database(client), table, text(part, 2), number(part, 4), number(part, 3));
    return number(client.inspect(sql).values().getFirst(), 0);
  }

  /** As the part's own file says; -1 when that is broken too. */
  private static long rowsOf(Path part) {
    try {
      return Long.parseLong(Files.readString(part.resolve("count.txt")).strip());
    } catch (IOException | NumberFormatException _) {
      return -1;
    }
  }

  private void check(HistoryClient client, String table, String name, String rows) {
    String check =
        "CHECK TABLE %s PART '%s' SETTINGS check_query_single_value_result = 1"
            .formatted(client.ddl().qualified(table), name);
    try {
      if (number(client.inspect(check).values().getFirst(), 0) == 0) {
        client.execute("ALTER TABLE `%s` DETACH PART '%s'".formatted(table, name), Map.of());
        note(
            "table %s, part %s broke, its contents changed on disk: %s rows lost"
                .formatted(table, name, rows));
      }
    } catch (HistoryException e) {
      // merged away meanwhile, most likely: the merge read all of it
      LOG.log(System.Logger.Level.DEBUG, "part " + name + " not checked: " + e.getMessage());
    }
  }

  private void note(String words) {
    String line = Instant.now() + " " + words;
    LOG.log(System.Logger.Level.ERROR, line);
    losses.add(line);
    try {
      Files.write(
          journal,
          List.of(line),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(List<@Nullable Object> row, int column) {
    return String.valueOf(row.get(column));
  }

  private static long number(List<@Nullable Object> row, int column) {
    return row.get(column) instanceof Number number ? number.longValue() : 0;
  }
}
