package io.nightjar.http;

import io.nightjar.account.Caller;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * A request that has passed the door.
 *
 * @param path decoded, without the query
 * @param caller who asks; empty only on routes that need no token
 * @param headers all values of a header, by its name in any case
 * @param query as it came, empty when there is none
 * @param body empty when there is none
 * @param more counts so many requests that came in this one; the refusal where they are too many
 */
public record HttpRequest(
    String method,
    String path,
    String query,
    Optional<Caller> caller,
    Function<String, List<String>> headers,
    ByteBuffer body,
    IntFunction<Optional<Reply>> more) {
  /** The first value of a header. */
  public Optional<String> header(String name) {
    return headers.apply(name).stream().findFirst();
  }

  /** Who asks, on a route that needs a token. */
  public Caller authenticated() {
    return caller.orElseThrow(() -> new AssertionError("the route of " + path + " needs no token"));
  }
}
