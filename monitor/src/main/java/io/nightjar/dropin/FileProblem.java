package io.nightjar.dropin;

/** A file that is no tool. The message is for whoever wrote it. */
final class FileProblem extends Exception {
  private static final long serialVersionUID = 1;

  private final int line;

  /** In this line, 0 for the file as a whole. */
  FileProblem(int line, String reason) {
    super(reason);
    this.line = line;
  }

  int line() {
    return line;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
