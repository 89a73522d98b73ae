package io.nightjar.http;

import java.time.Duration;
import java.util.Map;

/** A token that is not simply wrong, and opens nothing all the same. */
public final class LoginException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Refusal refusal;
  private final String header;
  private final String value;

  private LoginException(Refusal refusal, String header, String value) {
    super(refusal.name(), null, false, false);
    this.refusal = refusal;
    this.header = header;
    this.value = value;
  }

  /**
   * The token is right and allows nothing here.
   *
   * @param challenge the header {@code WWW-Authenticate}
   */
  public static LoginException tooLittle(String challenge) {
    return new LoginException(Refusal.TOO_LITTLE, "WWW-Authenticate", challenge);
  }

  /** Nobody can tell now whether the token is right. */
  public static LoginException unchecked(Duration retryAfter) {
    return new LoginException(
        Refusal.UNCHECKED, "Retry-After", Long.toString(retryAfter.toSeconds()));
  }

  Reply reply(Dialect dialect) {
    return refusal.reply(dialect, Map.of(header, value));
  }
}
