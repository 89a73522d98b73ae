package io.nightjar.store;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.nightjar.natives.chdb.ChdbConnection;
import io.nightjar.natives.chdb.ChdbException;
import io.nightjar.natives.chdb.ChdbResult;
import io.nightjar.net.ClientWatch;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * ClickHouse's HTTP interface, as far as clients of a private store need it. Runs on platform
 * threads: the engine's calls block in C.
 */
final class StoreHandler implements HttpHandler {
  private static final System.Logger LOG = System.getLogger(StoreHandler.class.getName());

  /** More would have to stand in memory twice. */
  private static final long LONGEST_RESULT_BYTES = 256L << 20;

  private static final long LONGEST_DRAIN_BYTES = 64L << 20;

  private final Credentials credentials;
  private final Sessions sessions;
  private final Gate writers;
  private final Gate readers;
  private final ClientWatch clients;
  private final LastResort lastResort;

  StoreHandler(
      Credentials credentials,
      Sessions sessions,
      Gate writers,
      Gate readers,
      ClientWatch clients,
      LastResort lastResort) {
    this.lastResort = lastResort;
    this.clients = clients;
    this.credentials = credentials;
    this.sessions = sessions;
    this.writers = writers;
    this.readers = readers;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (isPing(exchange)) {
        answer(exchange, 200, "Ok.\n");
        return;
      }
      try {
        run(exchange);
      } catch (StoreProblem e) {
        refuse(exchange, e);
      } catch (ChdbException e) {
        refuse(exchange, new StoreProblem(e));
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request failed", e);
    }
  }

  private static boolean isPing(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    boolean empty =
        exchange.getRequestMethod().equals("GET") && exchange.getRequestURI().getRawQuery() == null;
    return path.equals("/ping") || path.equals("/replicas_status") || (path.equals("/") && empty);
  }

  private void run(HttpExchange exchange) throws IOException, StoreProblem {
    Access access = authenticate(exchange);
    StoreRequest request = StoreRequest.of(exchange);
    Gate gate =
        switch (access) {
          case WRITER -> writers;
          case READER -> readers;
        };
    String mark = UUID.randomUUID().toString();
    try (Gate.Pass _ = gate.enter();
        ChdbConnection connection = sessions.open(request, access, mark);
        ClientWatch.Watch _ = watch(exchange, access, mark);
        LastResort.Hold _ = hold(request, access)) {
      if (access == Access.READER) {
        ReaderStatement.check(connection, request.sql());
      } else if (connection.classify(request.sql()).statements() > 1) {
        throw new StoreProblem(
            StoreProblem.SYNTAX_ERROR, "SYNTAX_ERROR", "Multi-statements are not allowed");
      }
      try (ChdbResult result = execute(connection, request)) {
        answer(exchange, request, result);
      }
    }
  }

  /** A reader's statement ends when its client leaves; a writer's goes on, for it may be done. */
  private ClientWatch.Watch watch(HttpExchange exchange, Access access, String mark) {
    return clients.watch(
        exchange.getLocalAddress(),
        exchange.getRemoteAddress(),
        access == Access.READER ? () -> sessions.stop(mark) : () -> {});
  }

  private LastResort.Hold hold(StoreRequest request, Access access) {
    return access == Access.READER
        ? lastResort.over(ReaderSettings.longest(request.settings()))
        : () -> {};
  }

  private static ChdbResult execute(ChdbConnection connection, StoreRequest request)
      throws IOException, StoreProblem {
    if (request.insert().isEmpty()) {
      return connection.query(request.sql(), request.format());
    }
    InsertStatement insert = request.insert().get();
    try {
      return connection.insert(insert.head(), insert.format(), request.body());
    } catch (EOFException _) {
      throw new StoreProblem(
          StoreProblem.CANNOT_READ_ALL_DATA,
          "CANNOT_READ_ALL_DATA",
          "the body ended before its announced length");
    }
  }

  private Access authenticate(HttpExchange exchange) throws StoreProblem {
    Headers headers = exchange.getRequestHeaders();
    String user = headers.getFirst("X-ClickHouse-User");
    String key = headers.getFirst("X-ClickHouse-Key");
    String authorization = headers.getFirst("Authorization");
    Optional<Access> access = Optional.empty();
    if (user != null && key != null) {
      access = credentials.access(user, key);
    } else if (authorization != null) {
      access = credentials.basic(authorization);
    } else {
      Map<String, String> query = StoreRequest.parse(exchange.getRequestURI().getRawQuery());
      access =
          credentials.access(query.getOrDefault("user", ""), query.getOrDefault("password", ""));
    }
    return access.orElseThrow(
        () ->
            new StoreProblem(
                StoreProblem.AUTHENTICATION_FAILED,
                "AUTHENTICATION_FAILED",
                "Authentication failed: password is incorrect, or there is no such user"));
  }

  private static void answer(HttpExchange exchange, StoreRequest request, ChdbResult result)
      throws IOException, StoreProblem {
    long length = result.lengthBytes();
    if (length > LONGEST_RESULT_BYTES) {
      throw new StoreProblem(
          StoreProblem.TOO_MANY_BYTES,
          "TOO_MANY_BYTES",
          "the result is longer than " + LONGEST_RESULT_BYTES + " bytes: ask for less");
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "text/plain; charset=UTF-8");
    headers.set("X-ClickHouse-Format", request.format());
    headers.set("X-ClickHouse-Timezone", "UTC");
    headers.set("X-ClickHouse-Query-Id", request.queryId());
    headers.set("X-ClickHouse-Server-Display-Name", "nightjar");
    headers.set("X-ClickHouse-Summary", summary(result));
    exchange.sendResponseHeaders(200, length == 0 ? -1 : length);
    if (length > 0) {
      result.writeTo(exchange.getResponseBody());
    }
  }

  private static String summary(ChdbResult result) {
    return "{\"read_rows\":\"%d\",\"read_bytes\":\"%d\",\"written_rows\":\"%d\",\"written_bytes\":\"%d\",\"total_rows_to_read\":\"0\",\"result_rows\":\"%d\",\"result_bytes\":\"%d\",\"elapsed_ns\":\"%d\"}"
        .formatted(
            result.rowsRead(),
            result.bytesRead(),
            result.rowsWritten(),
            result.bytesWritten(),
            result.rows(),
            result.lengthBytes(),
            result.elapsed().toNanos());
  }

  private static void refuse(HttpExchange exchange, StoreProblem problem) throws IOException {
    drain(exchange.getRequestBody());
    Headers headers = exchange.getResponseHeaders();
    headers.set("X-ClickHouse-Exception-Code", Integer.toString(problem.code()));
    answer(exchange, problem.status(), problem.getMessage() + "\n");
  }

  /** Reads what is left of a body, so that a client still sending it comes to read the answer. */
  private static void drain(InputStream body) throws IOException {
    byte[] waste = new byte[64 * 1024];
    long drained = 0;
    for (int n = body.read(waste); n >= 0 && drained < LONGEST_DRAIN_BYTES; n = body.read(waste)) {
      drained += n;
    }
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
