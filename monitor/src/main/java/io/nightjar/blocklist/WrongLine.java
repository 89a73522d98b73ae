package io.nightjar.blocklist;

/**
 * A line of a list that is no entry.
 *
 * @param number from 1
 * @param text how it begins; from the network
 */
public record WrongLine(long number, String text, String reason) {
  private static final int MOST_TEXT = 60;

  /** Keeps what of the text can be shown on a line. */
  static WrongLine of(long number, String text, String reason) {
    return new WrongLine(number, Printable.of(text, MOST_TEXT), reason);
  }

  @Override
  public String toString() {
    return "line " + number + ": '" + text + "': " + reason;
  }
}
