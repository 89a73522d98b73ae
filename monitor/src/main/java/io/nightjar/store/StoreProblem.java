package io.nightjar.store;

import io.nightjar.natives.chdb.ChdbException;

/** A request the store refuses, as ClickHouse would: a code of its own list, and text. */
final class StoreProblem extends Exception {
  private static final long serialVersionUID = 1;

  static final int SYNTAX_ERROR = 62;
  static final int UNKNOWN_TABLE = 60;
  static final int UNKNOWN_DATABASE = 81;
  static final int READONLY = 164;
  static final int TOO_MANY_SIMULTANEOUS_QUERIES = 202;
  static final int NOT_IMPLEMENTED = 48;
  static final int TOO_MANY_BYTES = 307;
  static final int AUTHENTICATION_FAILED = 516;
  static final int CANNOT_READ_ALL_DATA = 33;

  private final int code;

  /** A problem found before the engine was asked. */
  StoreProblem(int code, String name, String message) {
    super("Code: " + code + ". DB::Exception: " + message + " (" + name + ")");
    this.code = code;
  }

  /** The engine's own. */
  StoreProblem(ChdbException e) {
    super(e.getMessage(), e);
    this.code = e.code();
  }

  int code() {
    return code;
  }

  /** The HTTP status ClickHouse answers with for this code. */
  int status() {
    return switch (code) {
      case SYNTAX_ERROR, CANNOT_READ_ALL_DATA -> 400;
      case AUTHENTICATION_FAILED -> 403;
      case UNKNOWN_TABLE, UNKNOWN_DATABASE -> 404;
      case NOT_IMPLEMENTED -> 501;
      case TOO_MANY_SIMULTANEOUS_QUERIES -> 503;
      default -> 500;
    };
  }
}
