package io.nightjar.http;

import java.util.Optional;

/**
 * One thing the server answers to.
 *
 * @param path the whole path, or its start when it ends in a slash
 * @param dialect of its clients; empty for the server's
 */
public record Route(
    String method, String path, Token token, Endpoint endpoint, Optional<Dialect> dialect) {
  /** A route whose clients speak the server's dialect. */
  private Route(String method, String path, Token token, Endpoint endpoint) {
    this(method, path, token, endpoint, Optional.empty());
  }

  /** Whether a caller must show a token. */
  public enum Token {
    REQUIRED,
    /** Not needed; one that is shown must be right. */
    OPTIONAL
  }

  /** A route for readers with a token. */
  public static Route get(String path, Endpoint endpoint) {
    return new Route("GET", path, Token.REQUIRED, endpoint);
  }

  /** A route for senders with a token. */
  public static Route post(String path, Endpoint endpoint) {
    return new Route("POST", path, Token.REQUIRED, endpoint);
  }

  /** A route for readers who need no token. */
  public static Route open(String path, Endpoint endpoint) {
    return new Route("GET", path, Token.OPTIONAL, endpoint);
  }

  /** The same for clients of another kind. */
  public Route speaking(Dialect other) {
    return new Route(method, path, token, endpoint, Optional.of(other));
  }

  boolean isAt(String asked) {
    return path.endsWith("/") ? asked.startsWith(path) : asked.equals(path);
  }

  /** Whoever may GET may ask for the head alone (RFC 9110, section 9.3.2). */
  boolean takes(String asked) {
    return asked.equals(method) || (asked.equals("HEAD") && method.equals("GET"));
  }
}
