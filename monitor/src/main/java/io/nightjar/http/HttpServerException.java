package io.nightjar.http;

/** The server cannot be started as configured; the message is for the operator. */
public final class HttpServerException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Why not, and what to do. */
  public HttpServerException(String message) {
    super(message);
  }

  /** Why not, and what the system said. */
  public HttpServerException(String message, Throwable cause) {
    super(message, cause);
  }
}
