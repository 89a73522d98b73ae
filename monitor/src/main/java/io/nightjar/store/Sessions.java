package io.nightjar.store;

import io.nightjar.natives.chdb.ChdbConnection;
import io.nightjar.natives.chdb.ChdbEngine;
import io.nightjar.natives.chdb.ChdbException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The engine and its sessions. Each request gets a connection of its own (well under a
 * millisecond), so no setting of one reaches another; one more stays open, which keeps the engine
 * up.
 */
final class Sessions implements AutoCloseable {
  /** What unqualified table names mean. */
  static final String DATABASE = "nightjar";

  /** The one setting without a meaning of its own: it tells sessions apart. */
  private static final String MARK = "log_comment";

  private static final int MERGES_AT_ONCE = 2;

  private final ChdbEngine engine;
  private final Path data;
  private final ChdbConnection keeper;

  /**
   * Opens the engine on this directory.
   *
   * @param backups the only folder that backups are written to and read from
   */
  Sessions(ChdbEngine engine, Path data, Path backups, long memoryBytes) throws IOException {
    this.engine = engine;
    this.data = data;
    Path outside = Files.createDirectories(data.resolve("none"));
    Path scratch = Files.createDirectories(data.resolve("tmp"));
    this.keeper =
        engine.connect(
            data,
            List.of(
                "max_server_memory_usage=" + memoryBytes,
                "mark_cache_size=" + (32 << 20),
                // Merges take memory each, and processors from the packets.
                "background_pool_size=" + MERGES_AT_ONCE,
                "background_merges_mutations_concurrency_ratio=1",
                "display_name=" + DATABASE,
                "tmp_path=" + scratch + "/",
                "backups.allowed_path=" + backups + "/",
                "user_files_path=" + outside + "/",
                "user_scripts_path=" + outside + "/",
                "format_schema_path=" + outside + "/"));
    keeper.execute("CREATE DATABASE IF NOT EXISTS " + DATABASE);
  }

  /**
   * A session for one request, with its settings, fit for its user.
   *
   * @param mark known to {@link #stop}
   */
  ChdbConnection open(StoreRequest request, Access access, String mark) throws StoreProblem {
    Map<String, String> settings =
        new LinkedHashMap<>(
            switch (access) {
              case WRITER -> request.settings();
              case READER -> ReaderSettings.within(request.settings());
            });
    settings.putAll(request.parameters());
    settings.put(MARK, mark);
    String database = request.database().isEmpty() ? DATABASE : request.database();
    ChdbConnection connection = engine.connect(data, List.of());
    try {
      connection.execute("USE " + Sql.name(database));
      if (!settings.isEmpty()) {
        connection.execute(set(settings));
      }
      if (access == Access.READER) {
        connection.execute("SET readonly = 1");
      }
      return connection;
    } catch (ChdbException e) {
      connection.close();
      throw new StoreProblem(e);
    }
  }

  /** Stops what runs in the session with this mark, if anything does. */
  void stop(String mark) {
    try (ChdbConnection connection = engine.connect(data, List.of())) {
      connection.execute(
          "KILL QUERY WHERE Settings['%s'] = %s ASYNC".formatted(MARK, Sql.literal(mark)));
    }
  }

  private static String set(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(entry -> Sql.name(entry.getKey()) + " = " + Sql.literal(entry.getValue()))
        .collect(Collectors.joining(", ", "SET ", ""));
  }

  /** Ends the engine; no session may be open. */
  @Override
  public void close() {
    keeper.close();
  }
}
