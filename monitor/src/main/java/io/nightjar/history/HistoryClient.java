package io.nightjar.history;

import io.nightjar.spool.EncodedBatch;
import io.nightjar.net.Asker;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A ClickHouse server over HTTP. Calls block in Java only, so virtual threads may make them. */
final class HistoryClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WRITE = Duration.ofMinutes(2);

  /** What a question's engine time leaves for the way there and back. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  private static final int OK = 200;
  private static final int MOST_INSPECTED = 10_000;

  /** ClickHouse's TIMEOUT_EXCEEDED. */
  private static final int TIMEOUT = 159;

  private static final int LONGEST_ERROR_BYTES = 16_384;

  /** What of the store's headers a driver reads. */
  private static final List<String> SHOWN =
      List.of(
          "X-ClickHouse-Format",
          "X-ClickHouse-Timezone",
          "X-ClickHouse-Query-Id",
          "X-ClickHouse-Summary");

  private static final Pattern SUMMARY = Pattern.compile("\"(\\w+)\":\"(\\d{1,18})\"");

  private final Endpoint endpoint;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  HistoryClient(Endpoint endpoint) {
    this.endpoint = endpoint;
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
    Map<String, String> query = new LinkedHashMap<>(Map.of("database", database));
    putParameters(query, parameters);
    finish(endpoint.writer(), query, BodyPublishers.ofString(sql));
  }

  /** Inserts rows once, however often it is called with this batch. */
  void insert(EncodedBatch batch) {
    String insert =
        "INSERT INTO %s (%s) FORMAT Native"
            .formatted(batch.table(), String.join(",", batch.columns()));
    Map<String, String> query =
        Map.of(
            "database",
            endpoint.database(),
            "query",
            insert,
            "insert_deduplication_token",
            batch.token(),
            "deduplicate_blocks_in_dependent_materialized_views",
            "1",
            "async_insert",
            "0",
            "max_partitions_per_insert_block",
            "0");
    finish(endpoint.writer(), query, BodyPublishers.ofByteArray(batch.bytes().array()));
  }

  /** Rows of a statement of ours that a reader may not run, about the engine itself. */
  List<List<@Nullable Object>> inspect(String sql) {
    Map<String, String> query = new LinkedHashMap<>(Map.of("database", endpoint.database()));
    query.put("default_format", "TabSeparatedWithNamesAndTypes");
    query.put("date_time_output_format", "iso");
    HttpResponse<InputStream> response =
        send(endpoint.writer(), query, BodyPublishers.ofString(sql), LONGEST_WRITE);
    try (InputStream in = response.body()) {
      return Tsv.read(in, MOST_INSPECTED).rows();
    } catch (IOException e) {
      throw silent(e);
    }
  }

  private void finish(Endpoint.User user, Map<String, String> query, BodyPublisher body) {
    try (InputStream in = send(user, query, body, LONGEST_WRITE).body()) {
      in.skip(Long.MAX_VALUE);
    } catch (IOException e) {
      throw silent(e);
    }
  }

  /** Runs a query within limits, as the reader; it sees the rows the asker may see. */
  Rows select(String sql, Map<String, Object> parameters, Limits limits) {
    Map<String, String> query = new LinkedHashMap<>(limits.settings());
    query.put("date_time_output_format", "iso");
    putParameters(query, parameters);
    HttpResponse<InputStream> response =
        read(sql, query, "TabSeparatedWithNamesAndTypes", limits.time());
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
    query.putAll(VisibleRows.settings(endpoint.database(), Asker.current()));
    return send(endpoint.reader(), query, BodyPublishers.ofString(sql), longest.plus(SLACK));
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
        read("EXPLAIN AST\n" + sql, query, "TabSeparatedWithNamesAndTypes", SqlGuard.LIMITS.time());
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

  private HttpResponse<InputStream> send(
      Endpoint.User user, Map<String, String> query, BodyPublisher body, Duration longest) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint.url() + "/?" + encoded(query)))
            .timeout(longest)
            .header("X-ClickHouse-User", user.name())
            .header("X-ClickHouse-Key", user.password())
            .POST(body)
            .build();
    try {
      HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() != OK) {
        throw problem(response);
      }
      return response;
    } catch (HttpTimeoutException e) {
      throw query.containsKey("readonly")
          ? HistoryException.of(TIMEOUT, "the query takes longer than it may")
          : silent(e);
    } catch (IOException e) {
      throw silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw HistoryException.unavailable("interrupted while asking the store", e);
    }
  }

  private static String encoded(Map<String, String> query) {
    return query.entrySet().stream()
        .map(
            entry ->
                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static HistoryException problem(HttpResponse<InputStream> response) throws IOException {
    try (InputStream in = response.body()) {
      String text = new String(in.readNBytes(LONGEST_ERROR_BYTES), StandardCharsets.UTF_8);
      String code = response.headers().firstValue("X-ClickHouse-Exception-Code").orElse("");
      return code.matches("\\d{1,6}")
          ? HistoryException.of(Integer.parseInt(code), text)
          : HistoryException.unavailable(
              "the store answered with HTTP status " + response.statusCode(), null);
    }
  }

  private static HistoryException silent(IOException e) {
    return HistoryException.unavailable("the store does not answer", e);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
