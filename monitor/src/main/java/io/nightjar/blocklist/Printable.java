package io.nightjar.blocklist;

/** Someone else's text, fit for a line of ours. */
final class Printable {
  private Printable() {}

  /** At most this many characters, with a blank for each that cannot be seen. */
  static String of(String text, int most) {
    int length = Math.min(text.length(), most);
    StringBuilder shown = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char each = text.charAt(i);
      int type = Character.getType(each);
      boolean isHidden =
          Character.isISOControl(each)
              || type == Character.FORMAT
              || type == Character.LINE_SEPARATOR
              || type == Character.PARAGRAPH_SEPARATOR
              || type == Character.SURROGATE;
      shown.append(isHidden ? ' ' : each);
    }
    return shown.toString().strip();
  }
}
