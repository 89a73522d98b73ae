package io.nightjar.spool;

/** A file of the spool that does not hold what was written to it. */
public final class DamagedBatchException extends Exception {
  private static final long serialVersionUID = 1;

  DamagedBatchException(String message) {
    super(message);
  }
}
