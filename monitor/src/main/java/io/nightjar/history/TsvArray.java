package io.nightjar.history;

import java.util.ArrayList;
import java.util.List;

/** An array as TabSeparated writes it: {@code ['a','it\'s',3]}. */
final class TsvArray {
  private TsvArray() {}

  /** Its elements as texts, strings without their quotes; an array in it stays one text. */
  static List<String> parse(String text) {
    List<String> elements = new ArrayList<>();
    if (text.length() < 2 || text.charAt(0) != '[') {
      return List.of(text);
    }
    int start = 1;
    int depth = 0;
    boolean quoted = false;
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '\'') {
          quoted = false;
        }
        continue;
      }
      switch (c) {
        case '\'' -> quoted = true;
        case '[', '(', '{' -> depth++;
        case ')', '}' -> depth--;
        case ']', ',' -> {
          if (depth == 0) {
            add(elements, text.substring(start, i));
            start = i + 1;
          } else if (c == ']') {
            depth--;
          }
        }
        default -> {}
      }
    }
    return List.copyOf(elements);
  }

  private static void add(List<String> elements, String element) {
    boolean string = element.length() >= 2 && element.charAt(0) == '\'';
    if (!element.isEmpty()) {
      elements.add(string ? Tsv.unescape(element.substring(1, element.length() - 1)) : element);
    }
  }
}
