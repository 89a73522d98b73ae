package io.nightjar.store;

/** Quoting for statements the store itself writes. */
final class Sql {
  private Sql() {}

  /** An identifier, whatever it holds. */
  static String name(String text) {
    return '`' + text.replace("\\", "\\\\").replace("`", "\\`") + '`';
  }

  /** A string literal. */
  static String literal(String text) {
    return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
  }
}
