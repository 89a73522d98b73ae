package io.nightjar.imports;

/** A capture file cannot be imported; the message says why and what to do. */
public final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ImportException(String message) {
    super(message);
  }

  ImportException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
