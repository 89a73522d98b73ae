package io.nightjar.alert;

import java.util.Locale;

/** How bad, by score. The names are those of syslog (RFC 5424, 6.2.1) where it has one. */
public enum Severity {
  /** Nothing to tell. */
  NONE(0),
  /** Worth a record. */
  INFO(1),
  /** Worth a look when there is time. */
  NOTICE(10),
  /** Worth a look today. */
  WARNING(50),
  /** Worth a look now. */
  ERROR(100),
  /** Harm is likely. */
  CRITICAL(200),
  /** Harm is being done. */
  EMERGENCY(250);

  private static final Severity[] ALL = values();

  private final int leastScore;

  Severity(int leastScore) {
    this.leastScore = leastScore;
  }

  /** The severity of a score. */
  public static Severity of(int score) {
    Severity severity = NONE;
    for (Severity each : ALL) {
      if (score >= each.leastScore) {
        severity = each;
      }
    }
    return severity;
  }

  /** The lowest score that has it. */
  public int leastScore() {
    return leastScore;
  }

  /** As callers and the store write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
