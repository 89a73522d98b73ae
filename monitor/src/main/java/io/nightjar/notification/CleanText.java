package io.nightjar.notification;

/** Cleaned text, made fit for where it is passed on to. */
final class CleanText {
  private CleanText() {}

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
}
