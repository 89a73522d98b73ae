package io.nightjar.clickhouse;

import io.nightjar.history.DriverAnswer;
import io.nightjar.history.DriverQuestion;
import io.nightjar.history.History;
import io.nightjar.history.HistoryException;
import io.nightjar.http.Dialect;
import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.http.Route;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Answers statements that come as ClickHouse's HTTP interface has them: {@code query} and the body
 * together are the SQL, {@code param_x} its parameters, everything else settings. Those that shape
 * the answer are taken, the rest is left unheard.
 */
public final class ClickHouseEndpoint {
  private static final int LONGEST_SQL_BYTES = 1 << 20;
  private static final int NOT_IMPLEMENTED = 48;

  private final History history;

  /** Answers from this history. */
  public ClickHouseEndpoint(History history) {
    this.history = history;
  }

  /** How its clients send tokens and read refusals. */
  public static Dialect dialect() {
    return new ClickHouseDialect();
  }

  /** Its routes; a request without a statement is answered without a token, as ping is. */
  public List<Route> routes() {
    return List.of(
        Route.open("/ping", _ -> ok()),
        Route.open("/replicas_status", _ -> ok()),
        Route.open("/", this::answer),
        Route.post("/", this::answer));
  }

  private static Reply ok() {
    return text(200, "Ok.\n");
  }

  private static Reply text(int status, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Reply.Full(status, Map.of(), ClickHouseDialect.TEXT, ByteBuffer.wrap(bytes));
  }

  private Reply answer(HttpRequest request) {
    if (!request.path().equals("/")) {
      return text(404, "There is nothing at this path: send statements to /\n");
    }
    if (request.query().isEmpty() && !request.body().hasRemaining()) {
      return ok();
    }
    if (request.caller().isEmpty()) {
      return dialect().refusal(401, "", "", "");
    }
    try {
      Map<String, String> parameters = Dialect.parameters(request.query());
      refuseCompression(parameters);
      String sql = sql(request, parameters);
      DriverQuestion question =
          new DriverQuestion(
              sql,
              parameters.getOrDefault(
                  "default_format", request.header("X-ClickHouse-Format").orElse("TabSeparated")),
              ofStatement(parameters),
              parameters);
      DriverAnswer answer = request.authenticated().asker().call(() -> history.open(question));
      return reply(answer, wantsGzip(request, parameters));
    } catch (HistoryException e) {
      return EngineError.reply(e);
    } catch (IOException _) {
      return ClickHouseDialect.error(
          400, NOT_IMPLEMENTED, "NOT_IMPLEMENTED", "the body is not what its headers say");
    }
  }

  private static String sql(HttpRequest request, Map<String, String> parameters)
      throws IOException {
    byte[] bytes = new byte[request.body().remaining()];
    request.body().slice().get(bytes);
    String encoding = request.header("Content-Encoding").orElse("identity");
    if (encoding.equals("gzip")) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        bytes = in.readNBytes(LONGEST_SQL_BYTES);
      }
    } else if (!encoding.equals("identity")) {
      throw new IOException("encoding " + encoding);
    }
    String body = new String(bytes, StandardCharsets.UTF_8);
    String named = parameters.getOrDefault("query", "");
    return named.isEmpty() || body.isEmpty() ? named + body : named + "\n" + body;
  }

  private static Map<String, String> ofStatement(Map<String, String> parameters) {
    Map<String, String> values = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (name.matches("param_[A-Za-z_]\\w{0,63}")) {
            values.put(name, value);
          }
        });
    return values;
  }

  private static void refuseCompression(Map<String, String> parameters) throws HistoryException {
    if (isOn(parameters, "compress") || isOn(parameters, "decompress")) {
      throw HistoryException.notServed(
          "ClickHouse's own compression is not served: turn it off in the client"
              + " (compressServerResponse(false) in Java), or use HTTP's"
              + " (enable_http_compression=1 with Accept-Encoding: gzip)");
    }
  }

  private static boolean wantsGzip(HttpRequest request, Map<String, String> parameters) {
    return isOn(parameters, "enable_http_compression")
        && request.headers().apply("Accept-Encoding").stream()
            .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("gzip"));
  }

  private static boolean isOn(Map<String, String> parameters, String name) {
    return parameters.getOrDefault(name, "0").matches("1|true");
  }

  private static Reply reply(DriverAnswer answer, boolean gzip) {
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    headers.put("X-ClickHouse-Server-Display-Name", "nightjar");
    if (gzip) {
      headers.put("Content-Encoding", "gzip");
    }
    String format = headers.getOrDefault("X-ClickHouse-Format", "");
    return new Reply.Stream(headers, contentType(format), out -> write(answer, out, gzip));
  }

  private static void write(DriverAnswer answer, OutputStream out, boolean gzip)
      throws IOException {
    try (answer) {
      if (gzip) {
        GZIPOutputStream compressed = new GZIPOutputStream(out);
        answer.body().transferTo(compressed);
        compressed.finish();
      } else {
        answer.body().transferTo(out);
      }
    }
  }

  private static String contentType(String format) {
    if (format.matches("JSON(Compact|Strings|Columns.*)?")) {
      return "application/json; charset=UTF-8";
    }
    if (format.startsWith("JSON")) {
      return "application/x-ndjson; charset=UTF-8";
    }
    if (format.startsWith("RowBinary") || format.matches("Native|Arrow.*|Parquet")) {
      return "application/octet-stream";
    }
    boolean tsv = format.startsWith("TSV") || format.startsWith("TabSeparated");
    return (tsv
            ? "text/tab-separated-values"
            : format.startsWith("CSV") ? "text/csv" : "text/plain")
        + "; charset=UTF-8";
  }
}
