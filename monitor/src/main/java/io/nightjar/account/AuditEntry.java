package io.nightjar.account;

import java.time.Instant;
import java.util.stream.Stream;

/**
 * What the audit keeps of a call or a change; never a secret.
 *
 * @param time to the millisecond
 * @param user who did it: a user's name, or {@code console} for the machine's operator
 * @param tokenId 0 for none
 * @param tokenName what its user calls it; empty for none
 * @param action the tool that was called, or what was changed ({@code token.create})
 * @param subject what was changed; empty for a call
 * @param detail arguments of a call as JSON; of a change what else a reader must know
 * @param sql the statement of a call that runs one; else empty
 */
public record AuditEntry(
    Instant time,
    String user,
    long tokenId,
    String tokenName,
    Visit visit,
    String action,
    String subject,
    String detail,
    String sql,
    Result result) {
  /** The outcome of what was done as asked. */
  public static final String ANSWERED = "answered";

  /** Numbers, the hash, and what the table and its index add. */
  private static final int FIXED_BYTES = 120;

  /**
   * What became of it.
   *
   * @param outcome {@link #ANSWERED}, {@code changed}, or why it was not done
   * @param rows of the answer
   * @param bytes of the answer's text
   */
  public record Result(String outcome, long rows, long bytes, long millis) {}

  /** A change of users, tokens or the audit itself. */
  public static AuditEntry change(
      Instant time, String actor, String action, String subject, String detail) {
    return new AuditEntry(
        time,
        actor,
        0,
        "",
        Visit.current(),
        action,
        subject,
        detail,
        "",
        new Result("changed", 0, 0, 0));
  }

  /** About what its row takes on the disk. */
  long size() {
    return FIXED_BYTES
        + Stream.of(
                user,
                tokenName,
                visit.door(),
                visit.address(),
                visit.client(),
                visit.trace(),
                action,
                subject,
                detail,
                sql,
                result.outcome())
            .mapToLong(String::length)
            .sum();
  }
}
