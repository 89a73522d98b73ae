package io.nightjar.notification;

/** Text that may come from the network, made fit to be passed on. */
final class CleanText {
  private static final String CUT = "…";

  private CleanText() {}

  /** On one line, without what does not show or turns the direction, at most this long. */
  static String of(String text, int mostCharacters) {
    StringBuilder kept = new StringBuilder(Math.min(text.length(), mostCharacters));
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      at += Character.charCount(character);
      if (isBlank(character)) {
        kept.append(' ');
      } else if (isShown(character)) {
        kept.appendCodePoint(character);
      }
      if (kept.length() > mostCharacters) {
        kept.setLength(Character.offsetByCodePoints(kept, mostCharacters, -1));
        return kept.append(CUT).toString();
      }
    }
    return kept.toString();
  }

  /** The beginning of a text that was cleaned, not in the middle of a character. */
  static String cut(String text, int mostCharacters) {
    if (text.length() <= mostCharacters) {
      return text;
    }
    boolean splits = Character.isHighSurrogate(text.charAt(mostCharacters - 1));
    return text.substring(0, splits ? mostCharacters - 1 : mostCharacters);
  }

  /** The same text with addresses that no program makes a link of. */
  static String unlinked(String text) {
    return text.replace("://", "[:]//").replaceAll("(?i)\\b(www|mailto)([.:])", "$1[$2]");
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
}
