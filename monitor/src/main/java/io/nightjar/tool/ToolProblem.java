package io.nightjar.tool;

/**
 * A call that cannot be answered as asked. The message is for the caller: what came, what was
 * expected; the hint is what to do. Neither holds internals nor text from the network.
 */
public final class ToolProblem extends Exception {
  private static final long serialVersionUID = 1;

  /** What kind of problem, for REST's status. */
  public enum Kind {
    /** The arguments are wrong: 400. */
    INVALID,
    /** What was asked for is not there: 404. */
    NOT_FOUND,
    /** The caller's role does not allow it: 403. */
    FORBIDDEN,
    /** What should confirm a write does not: 403. */
    UNCONFIRMED,
    /** A source is not there now; the same call may work later: 503. */
    UNAVAILABLE
  }

  private final Kind kind;
  private final String message;
  private final String hint;

  /** A problem of this kind. */
  public ToolProblem(Kind kind, String message, String hint) {
    super(message);
    this.kind = kind;
    this.message = message;
    this.hint = hint;
  }

  /** What kind of problem. */
  public Kind kind() {
    return kind;
  }

  /** What came and what was expected. */
  public String message() {
    return message;
  }

  /** What the caller can do about it. */
  public String hint() {
    return hint;
  }
}
