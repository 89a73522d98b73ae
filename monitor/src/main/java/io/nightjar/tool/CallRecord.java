package io.nightjar.tool;

import io.nightjar.account.AuditEntry;
import io.nightjar.account.Caller;
import io.nightjar.account.Visit;
import io.nightjar.net.UntrustedText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * What the audit keeps of a call, from when it began.
 *
 * @param tool cleaned
 * @param arguments without secrets, as JSON
 * @param sql the statement it runs; empty for none
 */
public record CallRecord(
    Instant time, Caller caller, Visit visit, String tool, String arguments, String sql) {
  private static final int LONGEST_CLIENT = 128;

  /** A call that begins now, of the request this thread works on. */
  public static CallRecord of(Caller caller, String tool, String arguments, String sql) {
    Visit visit = Visit.current();
    return new CallRecord(
        Instant.now(),
        caller,
        visit.from(UntrustedText.clean(visit.client(), LONGEST_CLIENT), visit.trace()),
        UntrustedText.clean(tool, 64),
        arguments,
        sql);
  }

  /** Its row before it changes anything. */
  AuditEntry begun() {
    return entry(new AuditEntry.Result("begun", 0, 0, 0));
  }

  /** Its row once it is over. */
  AuditEntry ended(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Answered answered -> ended(AuditEntry.ANSWERED, answered.payload());
      case Outcome.Refused refused -> ended(refused.kind().name().toLowerCase(Locale.ROOT), 0, 0);
      case Outcome.Question _ -> ended("asked", 0, 0);
      case Outcome.Unknown _ -> ended("unknown_tool", 0, 0);
      case Outcome.Failed _ -> ended("failed", 0, 0);
      case Outcome.Cancelled _ -> ended("cancelled", 0, 0);
    };
  }

  private AuditEntry ended(String outcome, Payload payload) {
    long rows = payload.structured().path("returned").asLong(1);
    return ended(outcome, rows, payload.text().getBytes(StandardCharsets.UTF_8).length);
  }

  /** Its row once it is over. */
  public AuditEntry ended(String outcome, long rows, long bytes) {
    long millis = Duration.between(time, Instant.now()).toMillis();
    return entry(new AuditEntry.Result(outcome, rows, bytes, Math.max(0, millis)));
  }

  private AuditEntry entry(AuditEntry.Result result) {
    return new AuditEntry(
        time,
        caller.user(),
        caller.tokenId(),
        caller.tokenName(),
        visit,
        tool,
        "",
        arguments,
        sql,
        result);
  }
}
