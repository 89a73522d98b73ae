package io.nightjar.live;

/** A packet worker did not answer in time. */
public final class LiveUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The message says what was waited for, and how long. */
  public LiveUnavailableException(String message) {
    super(message);
  }
}
