package io.nightjar.capture;

/** A live capture broke, or cannot be had yet, and may be had again; the message says why. */
final class InterfaceGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InterfaceGoneException(Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
  }
}
