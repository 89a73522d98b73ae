package io.nightjar.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How often a policy is asked. Time is cut into slots of equal length, and a policy is asked once
 * in a slot; which moment of it is shifted by the policy's name, so that many policies do not all
 * come at once.
 */
public enum Schedule {
  MINUTE("1m", Duration.ofMinutes(1)),
  FIVE_MINUTES("5m", Duration.ofMinutes(5)),
  HOUR("1h", Duration.ofHours(1)),
  DAY("1d", Duration.ofDays(1));

  /** The largest shift, as a part of a slot. */
  private static final int SHIFT_PART = 6;

  private static final Duration MOST_SHIFT = Duration.ofMinutes(5);

  private final String text;
  private final Duration period;

  Schedule(String text, Duration period) {
    this.text = text;
    this.period = period;
  }

  /** As callers write it. */
  public String text() {
    return text;
  }

  /**
   * The schedule a caller means.
   *
   * @throws IllegalArgumentException with what is expected
   */
  public static Schedule of(String text) {
    for (Schedule each : values()) {
      if (each.text.equals(text.strip())) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "schedule: '"
            + CellText.value(text, 64)
            + "' came, expected one of "
            + Arrays.stream(values()).map(Schedule::text).collect(Collectors.joining(", ")));
  }

  /** The number of the slot of this moment. */
  long slot(Instant time, String policy) {
    return Math.floorDiv(time.toEpochMilli() - shiftMillis(policy), period.toMillis());
  }

  /** When the slot after this moment begins. */
  public Instant next(Instant time, String policy) {
    long millis = (slot(time, policy) + 1) * period.toMillis() + shiftMillis(policy);
    return Instant.ofEpochMilli(millis);
  }

  private long shiftMillis(String policy) {
    long most = Math.min(period.dividedBy(SHIFT_PART).toMillis(), MOST_SHIFT.toMillis());
    return Math.floorMod(policy.hashCode() * 0x9E3779B97F4A7C15L, most);
  }
}
