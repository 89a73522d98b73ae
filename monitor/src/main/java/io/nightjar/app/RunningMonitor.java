package io.nightjar.app;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which monitor a command speaks to, and as whom. */
final class RunningMonitor {
  private static final int OK = 200;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:3000",
      description = "The monitor. Default: ${DEFAULT-VALUE}.")
  private String url = "";

  @Option(
      names = "--token",
      paramLabel = "T",
      description = "A token; without it NIGHTJAR_TOKEN of the environment.")
  private @Nullable String token;

  /** The token to show. */
  String token() {
    String given = token == null ? System.getenv("NIGHTJAR_TOKEN") : token;
    if (given == null || given.isBlank()) {
      throw new UsageException(
          "a token is needed: --token T, or NIGHTJAR_TOKEN in the environment");
    }
    return given.strip();
  }

  /** What is at this path of the monitor. */
  URI at(String path) {
    try {
      URI uri = URI.create(url + path);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      // told below
    }
    throw new UsageException("--url: '" + url + "' is not like http://127.0.0.1:3000");
  }

  /** Calls a tool and prints its answer; the exit status. */
  int print(String tool, String arguments) throws IOException, InterruptedException {
    HttpResponse<String> response = send(token(), tool, arguments);
    boolean ok = response.statusCode() == OK;
    (ok ? System.out : System.err).println(response.body());
    return ok ? Nightjar.OK : Nightjar.FAILURE;
  }

  private HttpResponse<String> send(String given, String tool, String arguments)
      throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(at("/api/v1/tools/" + tool))
              .header("Authorization", "Bearer " + given)
              .header("Content-Type", "application/json")
              .timeout(Duration.ofMinutes(2))
              .POST(HttpRequest.BodyPublishers.ofString(arguments))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException _) {
      throw new IOException("no monitor answers at " + url + ": is it running? see --url");
    }
  }
}
