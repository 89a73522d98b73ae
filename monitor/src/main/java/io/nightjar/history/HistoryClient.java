package io.nightjar.history;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ServerException;
import com.clickhouse.client.api.command.CommandSettings;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QueryResponse;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A ClickHouse server over HTTP. Calls block in Java only, so virtual threads may make them. */
final class HistoryClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WRITE = Duration.ofMinutes(2);

  /** What a question's engine time leaves for the way there and back. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final Endpoint endpoint;
  private final Client writer;
  private final Client reader;

  HistoryClient(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.writer = client(endpoint, endpoint.writer());
    this.reader = client(endpoint, endpoint.reader());
  }

  private static Client client(Endpoint endpoint, Endpoint.User user) {
    return new Client.Builder()
        .addEndpoint(endpoint.url())
        .setUsername(user.name())
        .setPassword(user.password())
        .compressServerResponse(false)
        .compressClientRequest(false)
        .setConnectTimeout(CONNECT.toMillis())
        .setSocketTimeout(LONGEST_WRITE.toMillis())
        .setMaxConnections(16)
        .setMaxRetries(0)
        .setClientName("nightjar")
        .build();
  }

  /** Makes the tables that are missing. */
  void createTables() {
    Schema.statements(endpoint.database()).forEach(sql -> execute(sql, "default", Map.of()));
  }

  /** Runs a statement of ours that answers nothing. */
  void execute(String sql, Map<String, Object> parameters) {
    execute(sql, endpoint.database(), parameters);
  }

  private void execute(String sql, String database, Map<String, Object> parameters) {
    CommandSettings settings = new CommandSettings();
    settings.setDatabase(database);
    try {
      finish(writer.execute(sql, parameters, settings)).close();
    } catch (Exception e) {
      throw problem(e);
    }
  }

  /**
   * Inserts rows once, however often it is called with this token.
   *
   * @param token the same for the same rows
   */
  void insert(String table, List<String> columns, RowBinary rows, String token) {
    InsertSettings settings =
        new InsertSettings()
            .setDatabase(endpoint.database())
            .setDeduplicationToken(token)
            .serverSetting("max_partitions_per_insert_block", "0");
    try {
      finish(
              writer.insert(
                  table,
                  columns,
                  out -> {
                    out.write(rows.array(), 0, rows.length());
                    out.close();
                  },
                  ClickHouseFormat.RowBinary,
                  settings))
          .close();
    } catch (Exception e) {
      throw problem(e);
    }
  }

  /** Runs a query within limits, as the reader. */
  Rows select(String sql, Map<String, Object> parameters, Limits limits) {
    QuerySettings settings = settings(limits);
    try {
      QueryResponse response = finish(reader.query(sql, parameters, settings));
      try {
        return rows(response, limits);
      } finally {
        response.close();
      }
    } catch (Exception e) {
      throw problem(e);
    }
  }

  private static Rows rows(QueryResponse response, Limits limits) throws IOException {
    try (InputStream in = response.getInputStream()) {
      Tsv.Parsed parsed = Tsv.read(in, limits.rows());
      return new Rows(
          parsed.columns(),
          parsed.rows(),
          response.getReadRows(),
          response.getReadBytes(),
          Duration.ofNanos(response.getServerTime()),
          parsed.truncated());
    }
  }

  private QuerySettings settings(Limits limits) {
    QuerySettings settings =
        new QuerySettings()
            .setDatabase(endpoint.database())
            .setFormat(ClickHouseFormat.TabSeparatedWithNamesAndTypes)
            .waitEndOfQuery(true);
    limits.settings().forEach(settings::serverSetting);
    settings.serverSetting("date_time_output_format", "iso");
    settings.serverSetting("readonly", "1");
    settings.setNetworkTimeout(limits.time().plus(SLACK).toMillis(), ChronoUnit.MILLIS);
    return settings;
  }

  private static <T> T finish(Future<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static HistoryException problem(Exception e) {
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return HistoryException.unavailable("interrupted while asking the store", e);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ServerException server) {
        return HistoryException.of(server.getCode(), String.valueOf(server.getMessage()), e);
      }
    }
    return HistoryException.unavailable("the store does not answer", e);
  }

  @Override
  public void close() {
    writer.close();
    reader.close();
  }
}
