package io.nightjar.tool;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Why a write is refused, and what to do. */
final class WriteProblems {
  private static final String AGAIN =
      "nothing is changed: call again without confirm, look at the effect, and confirm that";

  private WriteProblems() {}

  static ToolProblem notOurs(Seal.Purpose purpose) {
    return unconfirmed(
        name(purpose)
            + " is not one made for this call: it was altered, or made for other arguments, for"
            + " another token, or before the monitor was started");
  }

  static ToolProblem used(Seal.Purpose purpose) {
    return unconfirmed(name(purpose) + " was used already: each works once");
  }

  static ToolProblem expired(Seal.Purpose purpose) {
    return unconfirmed(
        name(purpose) + " has expired: it works for " + Seal.LIFE.toMinutes() + " minutes");
  }

  static ToolProblem effectChanged(String effect) {
    return refused(
        "what the call would do has changed since it was confirmed; now: " + effect, AGAIN);
  }

  static ToolProblem asksItself() {
    return refused(
        "confirm came from a client whose user can be asked",
        "leave confirm out: the user is asked, and only their yes counts");
  }

  static ToolProblem keyOfAnother(Instant time) {
    return refused(
        "idempotency_key was used at "
            + time.truncatedTo(ChronoUnit.SECONDS)
            + " for a call with other arguments",
        "choose a new key, or repeat the first arguments");
  }

  static ToolProblem tooMany() {
    return refused(
        "this token has confirmed " + Writes.MOST_A_DAY + " writes in 24 hours, the most there are",
        "nothing is changed: wait, or have a person look at what is going on");
  }

  static ToolProblem readOnly(String tool) {
    return refused(
        tool + " writes, and this monitor was started with --read-only",
        "tools/list shows what can be called; only who runs the monitor can change this");
  }

  private static ToolProblem unconfirmed(String message) {
    return new ToolProblem(ToolProblem.Kind.UNCONFIRMED, message, AGAIN);
  }

  private static ToolProblem refused(String message, String hint) {
    return new ToolProblem(ToolProblem.Kind.FORBIDDEN, message, hint);
  }

  private static String name(Seal.Purpose purpose) {
    return switch (purpose) {
      case VALUE -> "confirm";
      case QUESTION -> "requestState";
    };
  }
}
