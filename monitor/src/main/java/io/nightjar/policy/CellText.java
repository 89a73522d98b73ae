package io.nightjar.policy;

import io.nightjar.net.UntrustedText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Cells of a policy's answer as text of an alert: one line, printable, bounded. */
final class CellText {
  private static final int LONGEST_NAME = 40;

  private CellText() {}

  /** What may come from the network, made fit to be kept and shown. */
  static String value(@Nullable Object cell) {
    return value(cell, UntrustedText.MAX_LENGTH);
  }

  static String value(@Nullable Object cell, int longest) {
    return UntrustedText.clean(cell == null ? "" : cell.toString(), longest).strip();
  }

  /** A column's name as the name of evidence. */
  static String name(String column) {
    String plain = column.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_");
    return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME) : plain;
  }
}
