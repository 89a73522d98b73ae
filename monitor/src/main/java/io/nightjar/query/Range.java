package io.nightjar.query;

import java.time.Instant;
import java.util.Map;

/**
 * A range of time that history is asked about.
 *
 * @param from not after {@code to}
 */
public record Range(Instant from, Instant to) {
  /** Last second of a DateTime. */
  private static final long LAST_SECOND = 0xffff_ffffL;

  /** All there is. */
  static final Range EVER = new Range(Instant.EPOCH, Instant.ofEpochSecond(LAST_SECOND));

  /** As parameters of a query. */
  Map<String, Object> parameters() {
    return Map.of("from", second(from), "to", second(to));
  }

  private static long second(Instant moment) {
    return Math.clamp(moment.getEpochSecond(), 0, LAST_SECOND);
  }
}
