package io.nightjar.policy;

import io.nightjar.alert.Severity;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement whose rows are violations.
 *
 * @param name names it, also in its alerts
 * @param sql one SELECT over history
 * @param severity of its alerts
 * @param subject the columns that tell violations apart; empty for the first that is usual
 * @param token number of the token that made it, whose rows it sees
 * @param owner whose token that is; empty when it is gone
 * @param paused whether it is asked no more
 */
public record Policy(
    String name,
    String description,
    String sql,
    Schedule schedule,
    Severity severity,
    List<String> subject,
    long token,
    String owner,
    boolean paused) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
  private static final int LONGEST_DESCRIPTION = 500;
  private static final int LONGEST_SQL = 20_000;
  private static final int MOST_SUBJECTS = 4;
  private static final int SHOWN = 64;

  /** Checks what a caller gave; the message is for the caller. */
  public Policy {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name: '%s' came, expected 1 to 63 small letters, digits, _ and -, a letter first"
              .formatted(CellText.value(name, SHOWN)));
    }
    if (description.isBlank() || description.length() > LONGEST_DESCRIPTION) {
      throw new IllegalArgumentException(
          "description: expected a sentence of at most %d characters, %d came"
              .formatted(LONGEST_DESCRIPTION, description.length()));
    }
    if (sql.isBlank() || sql.length() > LONGEST_SQL) {
      throw new IllegalArgumentException(
          "sql: expected one SELECT of at most %d characters, %d came"
              .formatted(LONGEST_SQL, sql.length()));
    }
    if (severity == Severity.NONE) {
      throw new IllegalArgumentException(
          "severity: none came, expected info, notice, warning, error, critical or emergency");
    }
    subject = List.copyOf(subject);
    if (subject.size() > MOST_SUBJECTS) {
      throw new IllegalArgumentException(
          "subject: expected at most %d columns, %d came".formatted(MOST_SUBJECTS, subject.size()));
    }
  }

  /** The moment's slot of its schedule. */
  long slot(java.time.Instant time) {
    return schedule.slot(time, name);
  }
}
