package io.nightjar.identity;

import java.nio.charset.StandardCharsets;

/**
 * Text from the network, cleaned where it comes in: printable, one line, at most 253 characters.
 */
final class NetworkText {
  /** The longest DNS name (RFC 1035 section 2.3.4). */
  static final int MAX_LENGTH = 253;

  private NetworkText() {}

  /** Bytes as UTF-8; what is none becomes U+FFFD. */
  static String of(byte[] bytes) {
    int length = Math.min(bytes.length, MAX_LENGTH * 4);
    return clean(new String(bytes, 0, length, StandardCharsets.UTF_8));
  }

  /** Without control, format and private characters, stripped and cut. */
  static String clean(String raw) {
    StringBuilder kept = new StringBuilder(Math.min(raw.length(), MAX_LENGTH));
    for (int i = 0; i < raw.length() && kept.length() < MAX_LENGTH; i++) {
      char each = raw.charAt(i);
      if (isShown(each)) {
        kept.append(each);
      }
    }
    return kept.toString().strip();
  }

  private static boolean isShown(char each) {
    return switch (Character.getType(each)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
