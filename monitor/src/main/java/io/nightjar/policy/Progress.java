package io.nightjar.policy;

import java.time.Instant;
import java.util.List;

/**
 * How a policy goes.
 *
 * @param started when it was last asked; the epoch for never
 * @param rows its latest answer had
 * @param leftOut what that was about beyond the alerts a policy may have
 * @param rowsRead for its latest answer
 * @param bytesRead likewise
 * @param millis the engine took for it
 * @param runs that answered
 * @param failures in a row, now
 * @param problem why it is not asked, or was not answered; empty when it was
 * @param engaged what its alerts are about, now
 */
public record Progress(
    Instant started,
    long rows,
    long leftOut,
    long rowsRead,
    long bytesRead,
    long millis,
    long runs,
    int failures,
    String problem,
    List<Engaged> engaged) {
  /** Of a policy that was not asked yet. */
  public static final Progress NONE =
      new Progress(Instant.EPOCH, 0, 0, 0, 0, 0, 0, 0, "", List.of());

  /** Copies the list. */
  public Progress {
    engaged = List.copyOf(engaged);
  }

  /** How many alerts it has. */
  public int alerts() {
    return engaged.size();
  }

  /** The same, asked at this moment. */
  Progress startedAt(Instant time) {
    return new Progress(
        time, rows, leftOut, rowsRead, bytesRead, millis, runs, failures, problem, engaged);
  }

  /** After an answer. */
  Progress answered(Instant time, Violations found, long more, List<Engaged> now) {
    return new Progress(
        time,
        found.rows(),
        more,
        found.rowsRead(),
        found.bytesRead(),
        found.millis(),
        runs + 1,
        0,
        "",
        now);
  }

  /** After no answer. */
  Progress failed(Instant time, int inARow, String why) {
    return new Progress(
        time, rows, leftOut, rowsRead, bytesRead, millis, runs, inARow, why, engaged);
  }

  /** The same without alerts. */
  Progress quiet() {
    return new Progress(
        started, rows, leftOut, rowsRead, bytesRead, millis, runs, failures, problem, List.of());
  }
}
