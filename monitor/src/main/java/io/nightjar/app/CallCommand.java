package io.nightjar.app;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar call}: one tool of a running monitor. */
@Command(
    name = "call",
    mixinStandardHelpOptions = true,
    description = "Calls a tool of a running monitor and prints the result's JSON.")
final class CallCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "TOOL", description = "The tool's name.")
  private String tool = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "JSON",
      defaultValue = "{}",
      description = "Its arguments as a JSON object. Default: {}.")
  private String arguments = "{}";

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

  @Override
  public Integer call() throws Exception {
    String given = token == null ? System.getenv("NIGHTJAR_TOKEN") : token;
    if (given == null || given.isBlank()) {
      throw new UsageException("call needs --token T, or NIGHTJAR_TOKEN in the environment");
    }
    if (!tool.matches("[A-Za-z0-9_.-]{1,128}")) {
      throw new UsageException("'" + tool + "' is no tool's name");
    }
    HttpResponse<String> response = send(given);
    boolean ok = response.statusCode() == 200;
    (ok ? System.out : System.err).println(response.body());
    return ok ? Nightjar.OK : Nightjar.FAILURE;
  }

  private HttpResponse<String> send(String given) throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url + "/api/v1/tools/" + tool))
              .header("Authorization", "Bearer " + given)
              .header("Content-Type", "application/json")
              .timeout(Duration.ofMinutes(2))
              .POST(HttpRequest.BodyPublishers.ofString(arguments))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException _) {
      throw new IOException("no monitor answers at " + url + ": is it running? see --url");
    } catch (IllegalArgumentException e) {
      throw new UsageException("--url: " + e.getMessage());
    }
  }
}
