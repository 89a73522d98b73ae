package io.nightjar.dropin;

/**
 * A file that gives no tool, or the whole folder.
 *
 * @param file its name in the folder
 * @param line where it is wrong, 0 for the file as a whole
 * @param reason what is wrong and what to do
 */
public record Broken(String file, int line, String reason) {
  /** On one line. */
  @Override
  public String toString() {
    return (line == 0 ? file : file + ":" + line) + ": " + reason;
  }
}
