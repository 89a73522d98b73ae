package io.nightjar.notification;

/** A destination that cannot be had or used as asked. */
public final class NotificationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String hint;

  /** What came and what was expected, and what to do. Neither holds a secret. */
  public NotificationException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** What it says. */
  public String message() {
    return String.valueOf(getMessage());
  }

  /** What to do. */
  public String hint() {
    return hint;
  }
}
