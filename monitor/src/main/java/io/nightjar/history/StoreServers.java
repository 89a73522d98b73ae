package io.nightjar.history;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The servers of an endpoint as one: who is out of reach is passed over for the next. */
final class StoreServers implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int OK = 200;

  /** ClickHouse's TIMEOUT_EXCEEDED. */
  private static final int TIMEOUT = 159;

  private static final int LONGEST_ERROR_BYTES = 16_384;
  private static final Pattern CODE = Pattern.compile("^Code: (\\d{1,6})[.,]");

  private final Endpoint endpoint;
  private final HttpClient http;

  /** Which of the servers answered last. */
  private volatile int turn;

  StoreServers(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .sslContext(Authority.of(endpoint.authority()))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /** The address of the server that answered last. */
  String latest() {
    return endpoint.urls().get(turn);
  }

  /** Asks the server that answered last, and the others when it is out of reach. */
  HttpResponse<InputStream> send(
      Endpoint.User user, Map<String, String> query, BodyPublisher body, Duration longest) {
    int first = turn;
    int servers = endpoint.urls().size();
    Set<String> troubles = new LinkedHashSet<>();
    for (int i = 0; i < servers; i++) {
      int server = (first + i) % servers;
      String url = endpoint.urls().get(server);
      try {
        HttpResponse<InputStream> response =
            http.send(request(url, user, query, body, longest), BodyHandlers.ofInputStream());
        if (response.statusCode() == OK) {
          turn = server;
          return response;
        }
        HistoryException problem = problem(url, response);
        if (problem.kind() != HistoryException.Kind.UNAVAILABLE || problem.code() != 0) {
          turn = server;
          throw problem;
        }
        troubles.add(problem.getMessage());
      } catch (IOException e) {
        troubles.add(ServerTrouble.of(url, e));
        if (isSlow(e)) {
          turn = (server + 1) % servers;
          throw query.containsKey("readonly")
              ? HistoryException.of(TIMEOUT, "the query takes longer than it may")
              : HistoryException.unavailable(String.join("; ", troubles), e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw HistoryException.unavailable("interrupted while asking the store", e);
      }
    }
    throw HistoryException.unavailable(String.join("; ", troubles), null);
  }

  /**
   * A server that takes a statement and does not finish would be no faster elsewhere; the next
   * statement goes elsewhere.
   */
  private static boolean isSlow(IOException e) {
    return e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException);
  }

  private static HttpRequest request(
      String url,
      Endpoint.User user,
      Map<String, String> query,
      BodyPublisher body,
      Duration longest) {
    return HttpRequest.newBuilder(URI.create(url + "/?" + encoded(query)))
        .timeout(longest)
        .header("X-ClickHouse-User", user.name())
        .header("X-ClickHouse-Key", user.password())
        .POST(body)
        .build();
  }

  private static String encoded(Map<String, String> query) {
    return query.entrySet().stream()
        .map(
            entry ->
                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Servers older than the header tell the code in the text only. */
  private static HistoryException problem(String url, HttpResponse<InputStream> response)
      throws IOException {
    try (InputStream in = response.body()) {
      String text = new String(in.readNBytes(LONGEST_ERROR_BYTES), StandardCharsets.UTF_8);
      Matcher told = CODE.matcher(text);
      String code =
          response
              .headers()
              .firstValue("X-ClickHouse-Exception-Code")
              .orElse(told.find() ? told.group(1) : "");
      return code.matches("\\d{1,6}")
          ? HistoryException.of(Integer.parseInt(code), text)
          : HistoryException.unavailable(ServerTrouble.stranger(url, response.statusCode()), null);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
