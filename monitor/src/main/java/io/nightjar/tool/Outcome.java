package io.nightjar.tool;

import java.util.Optional;

/** What became of a call. */
public sealed interface Outcome {
  /** It was answered. */
  record Answered(Payload payload) implements Outcome {}

  /**
   * The caller's user must say yes first.
   *
   * @param message what the user is asked, in words of ours
   * @param state must come back with the user's word
   */
  record Question(String message, String state) implements Outcome {}

  /** It cannot be answered as asked; both texts are for the caller. */
  record Refused(ToolProblem.Kind kind, String message, String hint) implements Outcome {}

  /**
   * There is no such tool.
   *
   * @param name as it was asked for, cleaned
   * @param nearest the tool that was likely meant
   */
  record Unknown(String name, Optional<String> nearest) implements Outcome {}

  /**
   * The tool is broken; the log tells of it under this number.
   *
   * @param incident names the entry in the log
   */
  record Failed(String incident) implements Outcome {}

  /** The caller went away or gave up. */
  record Cancelled() implements Outcome {}
}
