package io.nightjar.policy;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Cells of a policy's answer as text of an alert: one line, printable, bounded. */
final class CellText {
  /** The longest DNS name (RFC 1035, section 2.3.4). */
  static final int LONGEST = 253;

  private static final int LONGEST_NAME = 40;

  private CellText() {}

  /** What may come from the network, made fit to be kept and shown. */
  static String value(@Nullable Object cell) {
    return value(cell, LONGEST);
  }

  static String value(@Nullable Object cell, int longest) {
    String text = cell == null ? "" : cell.toString();
    StringBuilder kept = new StringBuilder(Math.min(text.length(), longest));
    for (int at = 0; at < text.length() && kept.length() < longest; ) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      if (isBlank(character)) {
        kept.append(' ');
      } else if (isShown(character)) {
        kept.appendCodePoint(character);
      }
    }
    return kept.toString().strip();
  }

  private static boolean isBlank(int character) {
    return character == '\n'
        || character == '\r'
        || character == '\t'
        || Character.isSpaceChar(character);
  }

  private static boolean isShown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /** A column's name as the name of evidence. */
  static String name(String column) {
    String plain = column.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_");
    return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
  }
}
