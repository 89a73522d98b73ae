package io.nightjar.probe;

import io.nightjar.history.ProbeResult.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A server's certificate.
 *
 * @param ends when it ends
 * @param problem why it is not to be trusted; empty when it is; may hold text from the network
 */
record Certificate(Instant ends, String problem) {
  private static final double SECONDS_PER_DAY = 86_400;

  /** Until it ends; negative once it has. */
  double daysLeft() {
    return Outcome.rounded(Duration.between(Instant.now(), ends).toSeconds() / SECONDS_PER_DAY);
  }

  Answer answer() {
    return new Answer(0, daysLeft(), 0, List.of());
  }
}
