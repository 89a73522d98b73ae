package io.nightjar.store;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One statement to run, as it came over HTTP.
 *
 * @param settings of the engine, by name
 * @param parameters values of {@code {name:Type}} in the statement, escaped as in TabSeparated
 * @param format of the result where the statement names none
 */
record StoreRequest(
    String sql,
    Optional<InsertStatement> insert,
    InputStream body,
    Map<String, String> settings,
    Map<String, String> parameters,
    String database,
    String format,
    String queryId) {
  private static final int LONGEST_SQL_BYTES = 1 << 20;

  /** Parameters of the interface itself, not of the engine, that need no answer here. */
  private static final Set<String> INTERFACE =
      Set.of(
          "query",
          "database",
          "default_format",
          "query_id",
          "user",
          "password",
          "quota_key",
          "role",
          "session_id",
          "session_timeout",
          "session_check",
          "close_session",
          "stacktrace",
          "buffer_size",
          "wait_end_of_query",
          "compress",
          "decompress",
          "enable_http_compression",
          "client_protocol_version",
          "send_progress_in_http_headers",
          "http_headers_progress_interval_ms");

  static StoreRequest of(HttpExchange exchange) throws IOException, StoreProblem {
    Map<String, String> query = parse(exchange.getRequestURI().getRawQuery());
    Headers headers = exchange.getRequestHeaders();
    refuseCompression(query, headers);
    String sql = query.getOrDefault("query", "");
    InputStream body = BodyStream.of(exchange);
    Optional<InsertStatement> insert = InsertStatement.of(sql);
    if (insert.isEmpty()) {
      sql = (sql.isEmpty() ? "" : sql + "\n") + text(body);
    }
    return new StoreRequest(
        sql,
        insert,
        body,
        settings(query),
        parameters(query),
        query.getOrDefault("database", first(headers, "X-ClickHouse-Database", "")),
        query.getOrDefault("default_format", first(headers, "X-ClickHouse-Format", "TabSeparated")),
        query.getOrDefault("query_id", UUID.randomUUID().toString()));
  }

  private static Map<String, String> settings(Map<String, String> query) {
    Map<String, String> settings = new LinkedHashMap<>();
    query.forEach(
        (name, value) -> {
          if (!INTERFACE.contains(name) && !name.startsWith("param_")) {
            settings.put(name, value);
          }
        });
    return settings;
  }

  private static Map<String, String> parameters(Map<String, String> query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    query.forEach(
        (name, value) -> {
          if (name.startsWith("param_")) {
            parameters.put(name, value);
          }
        });
    return parameters;
  }

  private static void refuseCompression(Map<String, String> query, Headers headers)
      throws StoreProblem {
    boolean asked = query.getOrDefault("compress", "0").matches("1|true");
    boolean sent =
        query.getOrDefault("decompress", "0").matches("1|true")
            || !first(headers, "Content-Encoding", "identity").equals("identity");
    if (asked || sent) {
      throw new StoreProblem(
          StoreProblem.NOT_IMPLEMENTED,
          "NOT_IMPLEMENTED",
          "this store does not compress: turn compression off in the client");
    }
  }

  private static String text(InputStream body) throws IOException, StoreProblem {
    byte[] bytes = body.readNBytes(LONGEST_SQL_BYTES + 1);
    if (bytes.length > LONGEST_SQL_BYTES) {
      throw new StoreProblem(
          StoreProblem.SYNTAX_ERROR,
          "SYNTAX_ERROR",
          "the statement is longer than " + LONGEST_SQL_BYTES + " bytes");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String first(Headers headers, String name, String absent) {
    String value = headers.getFirst(name);
    return value == null ? absent : value;
  }

  /** The parameters of a query string; of a name given twice the last counts. */
  static Map<String, String> parse(@org.jspecify.annotations.Nullable String rawQuery)
      throws StoreProblem {
    Map<String, String> parameters = new LinkedHashMap<>();
    if (rawQuery == null || rawQuery.isEmpty()) {
      return parameters;
    }
    try {
      for (String pair : rawQuery.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.put(decode(name), decode(value));
      }
      return parameters;
    } catch (IllegalArgumentException _) {
      throw new StoreProblem(
          StoreProblem.SYNTAX_ERROR,
          "SYNTAX_ERROR",
          "the query string has a broken percent escape");
    }
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
