package io.nightjar.notification;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;

/** Posts batches to a URL; follows no redirect, asks no proxy. */
final class HttpChannel implements Channel {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final Destination destination;
  private final Secrets secrets;
  private final NameLookup names;
  private final Function<Batch, byte[]> body;
  private final HttpClient client;

  HttpChannel(
      Destination destination, Secrets secrets, NameLookup names, Function<Batch, byte[]> body) {
    this.destination = destination;
    this.secrets = secrets;
    this.names = names;
    this.body = body;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT)
            .sslContext(Trust.in(destination.authority()))
            .executor(task -> Thread.ofVirtual().name("notification-http").start(task))
            .build();
  }

  /** The client looks the name up again, in Java's cache: it gets the addresses checked here. */
  @Override
  public Receipt send(Batch batch) throws IOException, InterruptedException {
    URI url = URI.create(secrets.url());
    boolean isPlain = DestinationRequest.PLAIN.contains(destination.at().getScheme());
    InetAddress _ = names.find(destination, isPlain);
    HttpResponse<String> response = client.send(request(url, batch), _ -> new FirstBytes());
    return receipt(response);
  }

  private HttpRequest request(URI url, Batch batch) {
    byte[] bytes = body.apply(batch);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .header("User-Agent", "Nightjar")
            .POST(BodyPublishers.ofByteArray(bytes));
    if (!secrets.key().isEmpty()) {
      request
          .header("Nightjar-Delivery", batch.id())
          .header(Signature.HEADER, Signature.of(secrets.key(), Instant.now(), bytes));
    }
    return request.build();
  }

  private static Receipt receipt(HttpResponse<String> response) {
    int status = response.statusCode();
    String said = ("HTTP " + status + " " + response.body()).strip();
    if (status / 100 == 2) {
      return Receipt.delivered(said);
    }
    if (status / 100 == 3) {
      return Receipt.refused("HTTP " + status + ": it redirects, which is not followed");
    }
    if (status / 100 == 5 || status == 408 || status == 425 || status == 429) {
      return new Receipt(Receipt.Outcome.LATER, said, pause(response));
    }
    return Receipt.refused(said);
  }

  /** What {@code Retry-After} asks for (RFC 9110, 10.2.3), at most ten minutes. */
  private static Duration pause(HttpResponse<?> response) {
    Optional<String> asked = response.headers().firstValue("Retry-After");
    Duration pause = asked.map(HttpChannel::pause).orElse(Duration.ZERO);
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  private static Duration pause(String text) {
    if (text.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    try {
      Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration left = Duration.between(Instant.now(), until);
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeException _) {
      return Duration.ZERO;
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
