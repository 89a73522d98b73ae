package io.nightjar.http;

/**
 * One thing the server answers to.
 *
 * @param path the whole path, or its start when it ends in a slash
 */
public record Route(String method, String path, Token token, Endpoint endpoint) {
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

  boolean isAt(String asked) {
    return path.endsWith("/") ? asked.startsWith(path) : asked.equals(path);
  }

  /** Whoever may GET may ask for the head alone (RFC 9110, section 9.3.2). */
  boolean takes(String asked) {
    return asked.equals(method) || (asked.equals("HEAD") && method.equals("GET"));
  }
}
