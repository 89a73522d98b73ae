package io.nightjar.blocklist;

/** What an index keeps of an entry, in 32 bits: the number of its list, and of its note there. */
final class Value {
  /** Lists there may be. */
  static final int MOST_LISTS = 128;

  /** Notes a list may have, none included. */
  static final int MOST_NOTES = 1 << 16;

  private static final int NOTE_BITS = 24;

  private Value() {}

  static int of(int list, int note) {
    return (list << NOTE_BITS) | note;
  }

  static int list(int value) {
    return value >>> NOTE_BITS;
  }

  static int note(int value) {
    return value & ((1 << NOTE_BITS) - 1);
  }

  static boolean isSameList(int one, int other) {
    return list(one) == list(other);
  }
}
