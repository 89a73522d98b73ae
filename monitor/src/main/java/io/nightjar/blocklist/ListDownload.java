package io.nightjar.blocklist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches a list over HTTP into a file: only when it changed, within a time and a size, over a few
 * redirects, never from HTTPS to HTTP. What comes is not unpacked here.
 */
final class ListDownload implements AutoCloseable {
  /**
   * What a download may take.
   *
   * @param connect until the connection stands
   * @param whole until the last byte, of each redirect for itself
   */
  record Limits(Duration connect, Duration whole, long bytes) {
    static final Limits USUAL =
        new Limits(Duration.ofSeconds(10), Duration.ofMinutes(2), 128L << 20);
  }

  /**
   * What a server says of the list it gave.
   *
   * @param isFresh whether it gave one; else it is as it was
   */
  record Answer(boolean isFresh, ListCopy.Version version) {}

  private static final int MOST_REDIRECTS = 5;
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

  private final Limits limits;
  private final HttpClient client;

  ListDownload(Limits limits) {
    this.limits = limits;
    client =
        HttpClient.newBuilder()
            .connectTimeout(limits.connect())
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * Fetches.
   *
   * @param known what the copy at hand is of; empty to fetch in any case
   * @throws IOException when there is no list to be had; the message is for people
   */
  Answer fetch(URI url, ListCopy.Version known, Path into)
      throws IOException, InterruptedException {
    URI at = url;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpResponse<Path> response = send(request(at, known), into);
      int status = response.statusCode();
      if (status == OK) {
        return new Answer(true, version(response));
      }
      if (status == NOT_MODIFIED) {
        return new Answer(false, known);
      }
      if (!REDIRECTS.contains(status)) {
        throw new ListException("the server answered " + status);
      }
      at = redirected(at, response);
    }
    throw new ListException("more than " + MOST_REDIRECTS + " redirects");
  }

  private HttpRequest request(URI url, ListCopy.Version known) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(limits.whole())
            .header("User-Agent", "nightjar")
            .header("Accept-Encoding", "gzip");
    if (!known.etag().isEmpty()) {
      request.header("If-None-Match", known.etag());
    }
    if (!known.lastModified().isEmpty()) {
      request.header("If-Modified-Since", known.lastModified());
    }
    return request.build();
  }

  private HttpResponse<Path> send(HttpRequest request, Path into)
      throws IOException, InterruptedException {
    BodyHandler<Path> body = BodyHandlers.limiting(BodyHandlers.ofFile(into), limits.bytes());
    CompletableFuture<HttpResponse<Path>> answer = client.sendAsync(request, body);
    try {
      return answer.get(limits.whole().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw new ListException("not all of it came within " + limits.whole().toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new ListException(e.getCause() == null ? "failed" : reason(e.getCause()));
    } finally {
      answer.cancel(true);
    }
  }

  private String reason(Throwable cause) {
    String said = String.valueOf(cause.getMessage());
    return switch (cause) {
      case java.net.http.HttpTimeoutException _ ->
          "no answer within " + limits.whole().toSeconds() + " s";
      case java.net.ConnectException _ -> "no connection to the server";
      case UncheckedIOException _, IOException _ ->
          said.contains("capacity") ? "more than " + (limits.bytes() >> 20) + " MiB" : said;
      default -> said;
    };
  }

  private static ListCopy.Version version(HttpResponse<?> response) {
    return new ListCopy.Version(
        header(response, "ETag").orElse(""), header(response, "Last-Modified").orElse(""));
  }

  private static Optional<String> header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).filter(value -> value.length() <= 256);
  }

  private static URI redirected(URI from, HttpResponse<?> response) throws ListException {
    String location = response.headers().firstValue("Location").orElse("");
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException _) {
      throw new ListException("a redirect to what is no URL");
    }
    boolean isHttps = "https".equalsIgnoreCase(to.getScheme());
    boolean isHttp = "http".equalsIgnoreCase(to.getScheme());
    if (location.isEmpty() || to.getHost() == null || (!isHttps && !isHttp)) {
      throw new ListException("a redirect to what is no http or https URL");
    }
    if (isHttp && "https".equalsIgnoreCase(from.getScheme())) {
      throw new ListException("a redirect from https to http");
    }
    return to;
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
