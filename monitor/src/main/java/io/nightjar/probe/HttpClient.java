package io.nightjar.probe;

import io.nightjar.history.ProbeResult.Answer;
import io.nightjar.net.IpAddress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gets a URL over connections of its own and times each part. It reads no more than it is told to,
 * follows few redirects, and asks {@link Reach} at each. Used by one thread, once.
 */
final class HttpClient {
  private static final int MOST_REDIRECTS = 5;

  private final Instruments with;
  private final Deadline deadline;
  private final Stopwatch watch = new Stopwatch();
  private final long mostBytes;
  private final HttpBody.Sink sink;
  private final int finalStatus;
  private @Nullable Destination first;
  private @Nullable IpAddress address;
  private @Nullable Double certificateDays;

  /**
   * For one exchange.
   *
   * @param mostBytes of the body that are read
   * @param finalStatus ends it even where it is a redirect; 0 for none
   */
  HttpClient(
      Instruments with, Deadline deadline, long mostBytes, HttpBody.Sink sink, int finalStatus) {
    this.with = with;
    this.deadline = deadline;
    this.mostBytes = mostBytes;
    this.sink = sink;
    this.finalStatus = finalStatus;
  }

  Stopwatch watch() {
    return watch;
  }

  /**
   * Gets it.
   *
   * @throws NoAnswer when there is no complete answer in time; with the parts until then
   */
  HttpAnswer get(HttpUrl url) throws NoAnswer, InterruptedException {
    try {
      return follow(url);
    } catch (NoAnswer none) {
      Answer found = none.outcome().answer();
      Double days = found.certificateDays() == null ? certificateDays : found.certificateDays();
      throw none.with(address, watch.phases(), new Answer(0, days, 0, List.of()));
    }
  }

  private HttpAnswer follow(HttpUrl start) throws NoAnswer, InterruptedException {
    Set<String> seen = new HashSet<>();
    HttpUrl url = start;
    while (true) {
      if (!seen.add(url.toString())) {
        throw NoAnswer.down("redirects in a circle, by way of " + HostName.shown(url.toString()));
      }
      if (seen.size() > MOST_REDIRECTS + 1) {
        throw NoAnswer.down("redirects more than " + MOST_REDIRECTS + " times");
      }
      Hop hop = hop(url);
      if (hop.answer != null) {
        return hop.answer;
      }
      url = hop.next;
    }
  }

  /** An answer, or where it leads. */
  private record Hop(@Nullable HttpAnswer answer, HttpUrl next) {}

  private Hop hop(HttpUrl url) throws NoAnswer, InterruptedException {
    Destination to = with.find(url.host(), deadline);
    Destination begin = first == null ? to : first;
    first = begin;
    address = to.first();
    if (to.isName()) {
      watch.add(Stopwatch.Part.DNS, to.dnsMs());
    }
    try (Connection connection = Connection.open(to, url.port(), deadline, watch)) {
      address = connection.address();
      if (url.isTls()) {
        certificateDays = connection.secure(url.host(), with.trust().get(), true, watch).daysLeft();
      }
      return exchange(url, connection, begin);
    } catch (SocketTimeoutException _) {
      throw NoAnswer.down("no complete answer in time");
    } catch (IOException e) {
      Interruptions.rethrow();
      throw NoAnswer.down("no complete answer: " + HostName.shown(String.valueOf(e.getMessage())));
    }
  }

  private Hop exchange(HttpUrl url, Connection connection, Destination begin)
      throws IOException, NoAnswer {
    connection.output().write(request(url));
    connection.output().flush();
    long asked = System.nanoTime();
    InputStream in = new BufferedInputStream(connection.input());
    in.mark(1);
    if (in.read() >= 0) {
      watch.add(Stopwatch.Part.FIRST_BYTE, Deadline.millisSince(asked));
    }
    in.reset();
    HttpHead head = HttpHead.read(in);
    while (head.isInformational()) {
      head = HttpHead.read(in);
    }
    if (head.isRedirect() && head.status() != finalStatus) {
      return new Hop(null, next(url, head));
    }
    long began = System.nanoTime();
    long bytes = new HttpBody(in, head, mostBytes, sink).read();
    double bodyMs = Deadline.millisSince(began);
    IpAddress at = connection.address();
    return new Hop(new HttpAnswer(begin, at, head.status(), certificateDays, bytes, bodyMs), url);
  }

  private static HttpUrl next(HttpUrl url, HttpHead head) throws NoAnswer {
    try {
      return url.resolve(head.header("location").orElse(""));
    } catch (IllegalArgumentException e) {
      throw NoAnswer.down("redirects to what is not followed: " + e.getMessage());
    }
  }

  private static byte[] request(HttpUrl url) {
    return """
    GET %s HTTP/1.1\r
    Host: %s\r
    User-Agent: Nightjar\r
    Accept: */*\r
    Accept-Encoding: identity\r
    Connection: close\r
    \r
    """
        .formatted(url.path(), url.authority())
        .getBytes(StandardCharsets.US_ASCII);
  }
}
