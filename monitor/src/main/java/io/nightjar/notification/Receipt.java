package io.nightjar.notification;

import io.nightjar.net.UntrustedText;
import java.time.Duration;

/**
 * What became of a batch that was sent.
 *
 * @param said what the server said, or why there is nothing; may come from the network, cleaned
 * @param pause the shortest until it may be sent again
 */
public record Receipt(Outcome outcome, String said, Duration pause) {
  private static final int LONGEST = 300;

  /** Of a batch that was sent. */
  public enum Outcome {
    /** The server has it. */
    DELIVERED,
    /** It may be taken later. */
    LATER,
    /** It will not be taken. */
    REFUSED
  }

  /** Cleans the text. */
  public Receipt {
    said = UntrustedText.clean(said, LONGEST).strip();
  }

  static Receipt delivered(String said) {
    return new Receipt(Outcome.DELIVERED, said, Duration.ZERO);
  }

  static Receipt later(String said) {
    return new Receipt(Outcome.LATER, said, Duration.ZERO);
  }

  static Receipt refused(String said) {
    return new Receipt(Outcome.REFUSED, said, Duration.ZERO);
  }
}
