package io.nightjar.clickhouse;

import io.nightjar.account.CallAudit;
import io.nightjar.history.DriverAnswer;
import io.nightjar.history.DriverQuestion;
import io.nightjar.history.History;
import io.nightjar.history.HistoryException;
import io.nightjar.http.Dialect;
import io.nightjar.http.HttpRequest;
import io.nightjar.http.Reply;
import io.nightjar.http.Route;
import io.nightjar.net.Asker;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Answers statements that come as ClickHouse's HTTP interface has them: {@code query} and the body
 * together are the SQL, {@code param_x} its parameters, everything else settings. Those that shape
 * the answer are taken, the rest is left unheard.
 */
public final class ClickHouseEndpoint {
  private static final int LONGEST_SQL_BYTES = 1 << 20;
  private static final int NOT_IMPLEMENTED = 48;

  private final History history;
  private final CallAudit audit;
  private final RunningStatements running = new RunningStatements();

  /** Answers from this history; every statement is written down. */
  public ClickHouseEndpoint(History history, CallAudit audit) {
    this.history = history;
    this.audit = audit;
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
      refuseWhatIsPacked(request, parameters);
      return answer(request, parameters, sql(request, parameters));
    } catch (HistoryException e) {
      return EngineError.reply(e);
    } catch (IOException _) {
      return ClickHouseDialect.error(
          400, NOT_IMPLEMENTED, "NOT_IMPLEMENTED", "the body is not what its headers say");
    }
  }

  private Reply answer(HttpRequest request, Map<String, String> parameters, String sql) {
    StatementAudit row = new StatementAudit(audit, request, sql);
    try {
      Optional<String> cancelled = RunningStatements.toCancel(sql);
      if (cancelled.isPresent()) {
        return row.of(cancel(request, cancelled.get()));
      }
      DriverAnswer answer = open(request, sql, parameters);
      String format = answer.headers().getOrDefault("X-ClickHouse-Format", "");
      return row.of(reply(answer, AnswerEncoding.of(request, parameters, format)));
    } catch (HistoryException e) {
      row.refused(e);
      throw e;
    }
  }

  private DriverAnswer open(HttpRequest request, String sql, Map<String, String> parameters) {
    DriverQuestion question =
        new DriverQuestion(
            DriverHabits.answered(sql),
            parameters.getOrDefault(
                "default_format", request.header("X-ClickHouse-Format").orElse("TabSeparated")),
            ofStatement(parameters),
            parameters);
    Asker asker = request.authenticated().asker();
    return running.run(
        asker.token(),
        parameters.getOrDefault("query_id", ""),
        () -> asker.call(() -> history.open(question)));
  }

  private Reply cancel(HttpRequest request, String queryId) {
    boolean found = running.cancel(request.authenticated().asker().token(), queryId);
    return text(200, found ? "finished\t" + queryId + "\t\t\n" : "")
        .with(Map.of("X-ClickHouse-Format", "TabSeparated"));
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

  private static void refuseWhatIsPacked(HttpRequest request, Map<String, String> parameters) {
    if (AnswerEncoding.isOn(parameters, "decompress")) {
      throw HistoryException.notServed(
          "statements in ClickHouse's own compression are not taken: turn off decompress"
              + " (compressClientRequest(false) in Java)");
    }
    if (request.header("Content-Type").orElse("").startsWith("multipart/")) {
      throw HistoryException.notServed(
          "tables sent along (multipart/form-data) are not taken: put the values into the"
              + " statement, or use parameters");
    }
  }

  private static Reply reply(DriverAnswer answer, AnswerEncoding encoding) {
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    headers.put("X-ClickHouse-Server-Display-Name", "nightjar");
    headers.putAll(encoding.headers());
    String format = headers.getOrDefault("X-ClickHouse-Format", "");
    return new Reply.Stream(
        headers,
        contentType(format),
        out -> {
          try (answer) {
            encoding.write(answer.body(), out);
          }
        });
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
