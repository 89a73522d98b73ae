package io.nightjar.account;

/** An account cannot be read or changed as asked; the message is for the operator. */
public final class AccountException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What cannot be done, and what to do. */
  public AccountException(String message) {
    super(message);
  }

  /** What cannot be done, and what the database said. */
  public AccountException(String message, Throwable cause) {
    super(message, cause);
  }
}
