package io.nightjar.exclusion;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules by a name, or by the end of a name from a dot on. Names are compared without case, which
 * counts in ASCII alone. Asking allocates nothing.
 */
/*
 * The hash of a name's end is the same as of a name that is that end, and is computed from the last
 * character to the first, so that all ends of a name are hashed in one pass.
 */
final class NameIndex {
  private static final int SMALLEST = 16;

  /** Of a character's place, counted from the end. */
  static final int FACTOR = 31;

  private final @Nullable String[] names;
  private final Rule[] @Nullable [] rulesAt;
  private final int mask;
  private final int size;

  NameIndex(Map<String, List<Rule>> byName) {
    int capacity = Integer.highestOneBit(Math.max(SMALLEST, byName.size()) * 4 - 1);
    names = new String[capacity];
    rulesAt = new Rule[capacity][];
    mask = capacity - 1;
    size = byName.size();
    byName.forEach(this::put);
  }

  private void put(String name, List<Rule> rules) {
    int at = spread(hash(name));
    while (names[at] != null) {
      at = (at + 1) & mask;
    }
    names[at] = name;
    rulesAt[at] = rules.toArray(Rule[]::new);
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The rules of the whole name. */
  Rule @Nullable [] find(String name) {
    return at(name, 0, hash(name));
  }

  private static int hash(String name) {
    int hash = 0;
    int power = 1;
    for (int i = name.length() - 1; i >= 0; i--) {
      hash += lower(name.charAt(i)) * power;
      power *= FACTOR;
    }
    return hash;
  }

  /** The rules of the end that begins there and has this hash. */
  Rule @Nullable [] at(String name, int from, int hash) {
    int at = spread(hash);
    for (String there = names[at]; there != null; there = names[at]) {
      int length = name.length() - from;
      if (there.length() == length && there.regionMatches(true, 0, name, from, length)) {
        return rulesAt[at];
      }
      at = (at + 1) & mask;
    }
    return null;
  }

  private int spread(int hash) {
    return (hash ^ hash >>> 16) & mask;
  }

  /** In lower case, if it is a letter of ASCII. */
  static int lower(char each) {
    return each >= 'A' && each <= 'Z' ? each + ('a' - 'A') : each;
  }
}
