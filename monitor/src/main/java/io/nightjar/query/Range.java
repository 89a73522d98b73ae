package io.nightjar.query;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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

  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** As parameters of a query. */
  Map<String, Object> parameters() {
    return Map.of("from", text(from), "to", text(to));
  }

  /** As ClickHouse reads a DateTime in UTC, which takes short numbers for years. */
  static String text(Instant moment) {
    return TEXT.format(Instant.ofEpochSecond(Math.clamp(moment.getEpochSecond(), 0, LAST_SECOND)));
  }
}
