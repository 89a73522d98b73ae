package io.nightjar.capture;

import org.jspecify.annotations.Nullable;

/** A source could not be opened; the message says which, why, and what to do. */
public final class CaptureException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the cause where there is one. */
  public CaptureException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
