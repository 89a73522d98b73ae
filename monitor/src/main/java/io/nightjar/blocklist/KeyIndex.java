package io.nightjar.blocklist;

import java.util.Arrays;

/**
 * Values of keys, in an open-addressing table with linear probing. A key may have one value of each
 * list. Immutable once built; safe from several threads; a look-up allocates nothing.
 */
final class KeyIndex {
  /** No such place. */
  static final int NONE = -1;

  private static final double SLOTS_AN_ENTRY = 2.5;

  private final long[] keys;
  private final int[] values;

  private KeyIndex(long[] keys, int[] values) {
    this.keys = keys;
    this.values = values;
  }

  /** The place of the key's first value, or {@link #NONE}. */
  int find(long key) {
    return from(slot(key, keys.length), key);
  }

  /** The place of the key's next value, or {@link #NONE}. */
  int next(int place, long key) {
    return from(place + 1 == keys.length ? 0 : place + 1, key);
  }

  private int from(int start, long key) {
    int at = start;
    while (keys[at] != key) {
      if (keys[at] == 0) {
        return NONE;
      }
      at = at + 1 == keys.length ? 0 : at + 1;
    }
    return at;
  }

  /** The value at a place. */
  int value(int place) {
    return values[place];
  }

  private static int slot(long key, int slots) {
    return (int) (((key >>> 32) * slots) >>> 32);
  }

  /** Collects entries; one thread. */
  static final class Builder {
    private long[] keys = new long[1 << 10];
    private int[] values = new int[1 << 10];
    private int size;

    /**
     * Adds a value to a key.
     *
     * @param key not 0
     */
    void add(long key, int value) {
      if (size == keys.length) {
        keys = Arrays.copyOf(keys, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      keys[size] = key;
      values[size++] = value;
    }

    /** All of them, each key's in the order they were added, the first of each list. */
    KeyIndex build() {
      int slots = (int) (size * SLOTS_AN_ENTRY) + 2;
      long[] table = new long[slots];
      int[] found = new int[slots];
      for (int i = 0; i < size; i++) {
        int at = slot(keys[i], slots);
        while (table[at] != 0
            && !(table[at] == keys[i] && Value.isSameList(found[at], values[i]))) {
          at = at + 1 == slots ? 0 : at + 1;
        }
        if (table[at] != 0) {
          continue;
        }
        table[at] = keys[i];
        found[at] = values[i];
      }
      return new KeyIndex(table, found);
    }
  }
}
