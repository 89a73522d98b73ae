package io.nightjar.net;

/**
 * Text from the network, made fit to be shown to a model or a terminal: nothing invisible, nothing
 * that turns the reading direction, one line, bounded. What remains is still not to be believed.
 */
public final class UntrustedText {
  /** The most characters kept of a text: the longest DNS name (RFC 1035, section 2.3.4). */
  public static final int MAX_LENGTH = 253;

  private static final String CUT = "…";

  private UntrustedText() {}

  /** The text on one line, at most {@link #MAX_LENGTH} characters. */
  public static String clean(String text) {
    return clean(text, MAX_LENGTH);
  }

  /**
   * The text on one line, at most this many characters; one that was longer ends in an ellipsis.
   */
  public static String clean(String text, int maxLength) {
    return clean(text, maxLength, false);
  }

  /** Text of our own, which may have lines, without what can have slipped into it. */
  public static String cleanLines(String text, int maxLength) {
    return clean(text, maxLength, true);
  }

  private static String clean(String text, int maxLength, boolean lines) {
    if (maxLength < 1) {
      return "";
    }
    StringBuilder kept = new StringBuilder(Math.min(text.length(), maxLength));
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      if (lines && character == '\n') {
        kept.append('\n');
      } else if (isBlank(character)) {
        kept.append(' ');
      } else if (isShown(character)) {
        kept.appendCodePoint(character);
      }
      if (kept.length() > maxLength) {
        kept.setLength(Character.offsetByCodePoints(kept, maxLength, -1));
        return kept.append(CUT).toString();
      }
    }
    return kept.toString();
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
          Character.FORMAT, // bidi controls, zero-width characters, tag characters
          Character.SURROGATE, // half a character
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> !isIgnorable(character);
    };
  }

  /** Letters and marks that show nothing (Unicode's Default_Ignorable_Code_Point, and blanks). */
  private static boolean isIgnorable(int character) {
    return character == 0x034F // combining grapheme joiner
        || character == 0x115F // Hangul fillers
        || character == 0x1160
        || character == 0x3164
        || character == 0xFFA0
        || character == 0x17B4 // Khmer vowels that are not written
        || character == 0x17B5
        || character == 0x2800 // Braille without dots
        || (character >= 0x180B && character <= 0x180F) // variation selectors
        || (character >= 0xFE00 && character <= 0xFE0F)
        || (character >= 0xE0100 && character <= 0xE01EF);
  }
}
