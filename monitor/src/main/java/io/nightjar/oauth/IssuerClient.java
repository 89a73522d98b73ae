package io.nightjar.oauth;

import io.nightjar.tool.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;

/** Reads JSON from an issuer: no redirect is followed, size and time are bounded. */
final class IssuerClient implements AutoCloseable {
  private static final int LONGEST_BODY = 256 << 10;

  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  /** The JSON at this address, all of it there before this moment of {@link System#nanoTime}. */
  JsonNode get(URI url, long deadlineNanos) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(url).header("Accept", "application/json").GET().build();
    CompletableFuture<HttpResponse<byte[]>> asked =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_BODY));
    try {
      HttpResponse<byte[]> response =
          asked.get(Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
      if (response.statusCode() != 200) {
        throw new IOException(url + " answers with status " + response.statusCode());
      }
      return Json.parse(ByteBuffer.wrap(response.body()));
    } catch (Json.Malformed e) {
      throw new IOException(url + " answers no JSON", e);
    } catch (TimeoutException e) {
      throw new IOException(url + " does not answer in time", e);
    } catch (ExecutionException e) {
      throw new IOException(url + " cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(url + " is asked no longer", e);
    } finally {
      asked.cancel(true);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
