package io.nightjar.discovery;

/** A scan cannot be made; both texts are for the caller. */
public final class DiscoveryException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String hint;

  /** With what can be done about it. */
  public DiscoveryException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** What can be done about it. */
  public String hint() {
    return hint;
  }

  /** What came and what was expected. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
