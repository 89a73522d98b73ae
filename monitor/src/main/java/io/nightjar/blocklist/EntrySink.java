package io.nightjar.blocklist;

/** Takes what stands in a list, entry by entry. */
interface EntrySink {
  /**
   * An entry.
   *
   * @param line where it begins, from 1
   * @param indicator not wrong
   * @param note what stands beside it; empty for nothing
   */
  void entry(long line, Indicator indicator, String note);

  /** What is no entry. */
  void wrong(long line, String text, String reason);

  /** Whether nothing more has room. */
  boolean isFull();

  /** An entry, or what is none. */
  default void give(long line, String text, Indicator indicator, String note) {
    if (indicator instanceof Indicator.Wrong(String reason)) {
      wrong(line, text, reason);
    } else {
      entry(line, indicator, note);
    }
  }
}
