package io.nightjar.tool;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word a wrong one was likely meant to be. */
public final class Nearest {
  private static final int MAX_LENGTH = 64;

  private Nearest() {}

  /** The known word fewest edits away, if those are few enough to be a slip. */
  public static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String asked = word.toLowerCase(Locale.ROOT).replace('-', '_');
    return known.stream()
        .min(
            Comparator.comparingInt((String name) -> edits(asked, name))
                .thenComparing(name -> name))
        .filter(name -> isSlip(asked, name));
  }

  private static boolean isSlip(String asked, String name) {
    return edits(asked, name) <= Math.max(1, name.length() / 3)
        || (asked.length() >= 3 && (name.contains(asked) || asked.contains(name)));
  }

  /** Levenshtein's distance. */
  private static int edits(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[to.length()];
  }
}
