package io.nightjar.tool;

/** How the user of a caller comes to say yes to a write. */
public sealed interface Consent {
  /** A first call answers a value, a second call shows it: for callers whose user we cannot ask. */
  Consent BY_VALUE = new ByValue();

  /** The caller's user can be asked, and has not been yet. */
  Consent TO_BE_ASKED = new ToBeAsked();

  /** See {@link #BY_VALUE}. */
  record ByValue() implements Consent {}

  /** See {@link #TO_BE_ASKED}. */
  record ToBeAsked() implements Consent {}

  /**
   * The user was asked.
   *
   * @param state came with the question
   */
  record Asked(String state, Word word) implements Consent {}

  /** What the user said. */
  enum Word {
    YES,
    NO,
    /** The question was put away or not answered. */
    NOTHING
  }
}
