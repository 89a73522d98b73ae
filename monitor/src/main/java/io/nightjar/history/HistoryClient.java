package io.nightjar.history;

import io.nightjar.net.Asker;
import io.nightjar.schema.Ddl;
import io.nightjar.schema.Table;
import io.nightjar.spool.EncodedBatch;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A ClickHouse server over HTTP. Calls block in Java only, so virtual threads may make them. */
final class HistoryClient implements AutoCloseable {
  private static final Duration CHECK = Duration.ofSeconds(10);
  private static final Duration LONGEST_WRITE = Duration.ofMinutes(2);

  /** What a question's engine time leaves for the way there and back. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  /** Changes of tables that copy rows. */
  private static final Duration LONGEST_CHANGE = Duration.ofHours(6);

  private static final Limits READING = new Limits(100_000, LONGEST_WRITE, 300_000_000);

  /** Copying wide rows would else take more memory than a private store has. */
  private static final Map<String, String> SMALL_STEPS =
      Map.of(
          "max_threads", "1",
          "max_insert_threads", "1",
          "max_block_size", "32768",
          "min_insert_block_size_rows", "32768",
          "min_insert_block_size_bytes", "20000000",
          "max_bytes_before_external_group_by", "100000000",
          "max_partitions_per_insert_block", "0",
          "insert_deduplicate", "0");

  /**
   * A batch is one block, which goes through one view after the other: what a view makes of a block
   * sent again is then known by the same number. Views have added up what they insert already.
   */
  private static final Map<String, String> INSERTING =
      Map.of(
          "deduplicate_blocks_in_dependent_materialized_views", "1",
          "async_insert", "0",
          "optimize_on_insert", "0",
          "max_insert_threads", "1",
          "max_threads", "1",
          "parallel_view_processing", "0",
          "distributed_foreground_insert", "1",
          "max_partitions_per_insert_block", "0");

  /** Several times what a batch and its views take. */
  private static final long MOST_INSERT_MEMORY_BYTES = 600L << 20;

  private static final String TSV = "TabSeparatedWithNamesAndTypes";

  private static final int LONGEST_VERSION_BYTES = 100;

  /** What of the store's headers a driver reads. */
  private static final List<String> SHOWN =
      List.of(
          "X-ClickHouse-Format",
          "X-ClickHouse-Timezone",
          "X-ClickHouse-Query-Id",
          "X-ClickHouse-Summary");

  private static final Pattern SUMMARY = Pattern.compile("\"(\\w+)\":\"(\\d{1,18})\"");

  private final Endpoint endpoint;
  private final StoreServers servers;

  /** Statements that change tables share it; a cut through all tables has it alone. */
  private final ReentrantReadWriteLock changes = new ReentrantReadWriteLock(true);

  HistoryClient(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.servers = new StoreServers(endpoint);
  }

  /**
   * Looks whether what answers is a server that can keep history.
   *
   * @throws HistoryException when it is not, with what to do
   */
  void check() {
    HttpResponse<InputStream> response =
        servers.send(
            endpoint.writer(),
            Map.of("default_format", "TabSeparated"),
            BodyPublishers.ofString("SELECT version()"),
            CHECK);
    try (InputStream in = response.body()) {
      String answer = new String(in.readNBytes(LONGEST_VERSION_BYTES), StandardCharsets.UTF_8);
      ServerVersion _ = ServerVersion.of(servers.latest(), answer);
    } catch (IOException e) {
      throw HistoryException.unavailable("the answer of the store broke off", e);
    }
  }

  /** Brings the tables to what they are now. */
  void createTables() {
    new Migrations(this::executeLong, this::inspect, endpoint.ddl()).run();
  }

  /** Runs a statement on the tables themselves, which may take long, in little memory. */
  void executeLong(String sql) {
    Map<String, String> query = new LinkedHashMap<>(SMALL_STEPS);
    query.put("database", "default");
    finish(endpoint.writer(), query, BodyPublishers.ofString(sql), LONGEST_CHANGE);
  }

  /** What a statement of ours answers that a reader may not ask: about the engine itself. */
  Rows inspect(String sql) {
    Map<String, String> query = new LinkedHashMap<>(READING.settings());
    query.put("database", "default");
    query.put("default_format", TSV);
    query.put("date_time_output_format", "iso");
    Duration longest = READING.time().plus(SLACK);
    return rows(
        servers.send(endpoint.writer(), query, BodyPublishers.ofString(sql), longest), READING);
  }

  /** Runs a statement of ours that answers nothing. */
  void execute(String sql, Map<String, Object> parameters) {
    execute(sql, endpoint.database(), parameters);
  }

  private void execute(String sql, String database, Map<String, Object> parameters) {
    Map<String, String> query = new LinkedHashMap<>(Map.of("database", database));
    putParameters(query, parameters);
    finish(endpoint.writer(), query, BodyPublishers.ofString(sql), LONGEST_WRITE);
  }

  /** Removes the rows of a capture file from every table. */
  void forget(String capture) {
    Ddl ddl = endpoint.ddl();
    for (Table table : Tables.all()) {
      if (table.stored().contains("capture")) {
        execute(
            "ALTER TABLE %s%s DELETE WHERE capture = {capture:String} SETTINGS mutations_sync = 2"
                .formatted(ddl.qualified(ddl.written(table)), ddl.onCluster()),
            Map.of("capture", capture));
      }
    }
  }

  /** The store's tables as statements. */
  Ddl ddl() {
    return endpoint.ddl();
  }

  /**
   * Inserts rows once, into their table and all that is made of them, however often it is called
   * with this batch and wherever it failed.
   */
  void insert(EncodedBatch batch) {
    insert(batch, MOST_INSERT_MEMORY_BYTES);
  }

  void insert(EncodedBatch batch, long memoryBytes) {
    Map<String, String> query = new LinkedHashMap<>(INSERTING);
    query.put("database", endpoint.database());
    query.put(
        "query",
        "INSERT INTO %s (%s) FORMAT Native"
            .formatted(batch.table(), String.join(",", batch.columns())));
    query.put("insert_deduplication_token", batch.token());
    query.put("max_memory_usage", Long.toString(memoryBytes));
    finish(
        endpoint.writer(), query, BodyPublishers.ofByteArray(batch.bytes().array()), LONGEST_WRITE);
  }

  /** Does this while no statement of ours changes a table. */
  void whileNothingChanges(Runnable work) {
    changes.writeLock().lock();
    try {
      work.run();
    } finally {
      changes.writeLock().unlock();
    }
  }

  private void finish(
      Endpoint.User user, Map<String, String> query, BodyPublisher body, Duration longest) {
    changes.readLock().lock();
    try (InputStream in = servers.send(user, query, body, longest).body()) {
      in.skip(Long.MAX_VALUE);
    } catch (IOException e) {
      throw HistoryException.unavailable("the answer of the store broke off", e);
    } finally {
      changes.readLock().unlock();
    }
  }

  /** Runs a query within limits, as the reader; it sees the rows the asker may see. */
  Rows select(String sql, Map<String, Object> parameters, Limits limits) {
    Map<String, String> query = new LinkedHashMap<>(limits.settings());
    query.put("date_time_output_format", "iso");
    putParameters(query, parameters);
    return rows(read(sql, query, TSV, limits.time()), limits);
  }

  private static Rows rows(HttpResponse<InputStream> response, Limits limits) {
    try (InputStream in = response.body()) {
      Tsv.Parsed parsed = Tsv.read(in, limits.rows(), limits.bytes());
      Map<String, Long> summary = summary(response);
      return new Rows(
          parsed.columns(),
          parsed.rows(),
          summary.getOrDefault("read_rows", 0L),
          summary.getOrDefault("read_bytes", 0L),
          Duration.ofNanos(summary.getOrDefault("elapsed_ns", 0L)),
          parsed.truncated());
    } catch (IOException e) {
      throw HistoryException.unavailable("the answer of the store broke off", e);
    }
  }

  /** Runs a driver's statement, as {@link #select} does; the answer is passed on as it is. */
  DriverAnswer open(
      String sql,
      String format,
      Map<String, String> settings,
      Map<String, String> parameters,
      Duration longest,
      AutoCloseable turn) {
    Map<String, String> query = new LinkedHashMap<>(settings);
    query.putAll(parameters);
    HttpResponse<InputStream> response = read(sql, query, format, longest);
    Map<String, String> headers = new LinkedHashMap<>();
    SHOWN.forEach(
        name -> response.headers().firstValue(name).ifPresent(value -> headers.put(name, value)));
    return new DriverAnswer(headers, response.body(), turn);
  }

  private HttpResponse<InputStream> read(
      String sql, Map<String, String> settings, String format, Duration longest) {
    Map<String, String> query = new LinkedHashMap<>(settings);
    query.put("database", endpoint.database());
    query.put("default_format", format);
    query.put("readonly", "1");
    query.put("wait_end_of_query", "1");
    query.put("cancel_http_readonly_queries_on_client_close", "1");
    query.putAll(VisibleRows.settings(endpoint.ddl(), Asker.current()));
    try {
      return servers.send(
          endpoint.reader(), query, BodyPublishers.ofString(sql), longest.plus(SLACK));
    } catch (HistoryException e) {
      throw e.kind() == HistoryException.Kind.UNAVAILABLE && e.code() == 0
          ? HistoryException.unavailable("the store does not answer", e)
          : e;
    }
  }

  /**
   * The lines of a statement's syntax tree.
   *
   * @param parameters as {@code param_name}
   */
  List<String> tree(String sql, Map<String, String> parameters) {
    Map<String, String> query = new LinkedHashMap<>(SqlGuard.LIMITS.settings());
    query.putAll(parameters);
    HttpResponse<InputStream> response =
        read("EXPLAIN AST\n" + sql, query, TSV, SqlGuard.LIMITS.time());
    try (InputStream in = response.body()) {
      return Tsv.read(in, SqlGuard.LIMITS.rows()).rows().stream()
          .map(row -> String.valueOf(row.getFirst()))
          .toList();
    } catch (IOException e) {
      throw HistoryException.unavailable("the answer of the store broke off", e);
    }
  }

  private static void putParameters(Map<String, String> query, Map<String, Object> parameters) {
    parameters.forEach((name, value) -> query.put("param_" + name, Tsv.escape(value.toString())));
  }

  private static Map<String, Long> summary(HttpResponse<InputStream> response) {
    Map<String, Long> summary = new LinkedHashMap<>();
    Matcher matcher =
        SUMMARY.matcher(response.headers().firstValue("X-ClickHouse-Summary").orElse(""));
    while (matcher.find()) {
      summary.put(matcher.group(1), Long.valueOf(matcher.group(2)));
    }
    return summary;
  }

  @Override
  public void close() {
    servers.close();
  }
}
