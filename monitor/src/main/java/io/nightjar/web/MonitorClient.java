package io.nightjar.web;

import io.nightjar.tool.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Asks a running monitor over REST, as the holder of a token. */
public final class MonitorClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int REDIRECTED = 300;

  private final String url;
  private final String token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /**
   * A client of the monitor at this address.
   *
   * @throws IllegalArgumentException when it is none
   */
  public MonitorClient(String url, String token) {
    this.url = URI.create(url).toString();
    this.token = token;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send("GET", path, BodyPublishers.noBody());
  }

  JsonNode send(String method, String path, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .timeout(LONGEST)
            .method(method, body)
            .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode answer = Json.parse(response.body());
      if (response.statusCode() >= REDIRECTED) {
        throw refused(response.statusCode(), answer.path("error"));
      }
      return answer;
    } catch (ConnectException e) {
      throw new IOException("no monitor answers at " + url + ": is it running?", e);
    } catch (Json.Malformed e) {
      throw new IOException("what answers at " + url + " is no Nightjar", e);
    }
  }

  private static IOException refused(int status, JsonNode error) {
    String message = error.path("message").asString("status " + status);
    String hint = error.path("hint").asString("");
    return new IOException("the monitor refuses: " + message + (hint.isEmpty() ? "" : "; " + hint));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
