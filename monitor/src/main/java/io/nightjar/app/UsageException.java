package io.nightjar.app;

/** A command was given something it cannot take; the message says what and what it takes. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
