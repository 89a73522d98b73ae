package io.nightjar.query;

/**
 * Which rows of an ordered answer.
 *
 * @param offset rows before the first
 * @param limit rows at most
 */
public record Page(long offset, int limit) {
  /** Rows that must be known in order to cut the page out. */
  int end() {
    return (int) Math.min(Integer.MAX_VALUE, offset + limit);
  }
}
