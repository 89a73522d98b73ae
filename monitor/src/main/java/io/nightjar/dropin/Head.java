package io.nightjar.dropin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of a SQL file: {@code name: value} lines, and below a line {@code name:} without a value
 * the same again, two blanks further in, at most three deep. It looks like YAML and is far less: no
 * lists, no anchors, no values of several lines.
 *
 * @param sections what stands at each level
 * @param body what follows the head, after as many empty lines as the head has, so that lines keep
 *     their numbers
 */
record Head(Section sections, String body) {
  private static final Pattern LINE =
      Pattern.compile("( *)([a-z][a-z0-9_]{0,63}):(?:[ \\t]+(\\S.*?))?[ \\t]*");
  private static final String FENCE = "---";
  private static final int DEEPEST = 3;
  private static final int MOST_LINES = 500;

  /**
   * Names with a value, or a section of their own.
   *
   * @param line where it begins
   */
  record Section(int line, Map<String, Value> values, Map<String, Section> sections) {
    static Section at(int line) {
      return new Section(line, new LinkedHashMap<>(), new LinkedHashMap<>());
    }
  }

  /** A value and where it stands. */
  record Value(int line, String text) {}

  /**
   * Reads the head between two lines {@code ---}, or in the comments a file begins with.
   *
   * @throws FileProblem with the line that is wrong
   */
  static Head read(String text) throws FileProblem {
    List<String> lines = text.lines().toList();
    boolean fenced = !lines.isEmpty() && lines.getFirst().stripTrailing().equals(FENCE);
    int first = fenced ? 1 : 0;
    int end = first;
    while (end < lines.size() && isHead(lines.get(end), fenced)) {
      end++;
    }
    if (end - first > MOST_LINES) {
      throw new FileProblem(1, "the head has more than " + MOST_LINES + " lines");
    }
    if (fenced && end == lines.size()) {
      throw new FileProblem(1, "the head does not end: write --- below it");
    }
    if (end == first) {
      throw new FileProblem(1, "there is no head: begin with ---, name: and description:");
    }
    Reader reader = new Reader();
    for (int i = first; i < end; i++) {
      reader.take(i + 1, fenced ? lines.get(i) : uncommented(lines.get(i)));
    }
    int body = fenced ? end + 1 : end;
    return new Head(
        reader.levels[0], "\n".repeat(body) + String.join("\n", lines.subList(body, lines.size())));
  }

  private static boolean isHead(String line, boolean fenced) {
    return fenced ? !line.stripTrailing().equals(FENCE) : line.startsWith("--");
  }

  private static String uncommented(String line) {
    return line.startsWith("-- ") ? line.substring(3) : line.substring(2);
  }

  /** Takes line after line. */
  private static final class Reader {
    private final Section[] levels = new Section[DEEPEST];
    private int open;

    Reader() {
      levels[0] = Section.at(1);
    }

    void take(int number, String line) throws FileProblem {
      if (line.isBlank() || line.strip().startsWith("#")) {
        return;
      }
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new FileProblem(
            number, "expected name: value, the name in lower case, indented by 0, 2 or 4 blanks");
      }
      int depth = matcher.group(1).length() / 2;
      if (matcher.group(1).length() % 2 != 0 || depth > open) {
        throw new FileProblem(number, "indented by " + matcher.group(1).length() + " blanks");
      }
      put(number, depth, matcher.group(2), matcher.group(3));
    }

    private void put(int number, int depth, String name, @Nullable String value)
        throws FileProblem {
      Section section = levels[depth];
      if (section.values().containsKey(name) || section.sections().containsKey(name)) {
        throw new FileProblem(number, name + " stands there twice");
      }
      if (value != null) {
        section.values().put(name, new Value(number, unquoted(number, value)));
        open = depth;
      } else if (depth + 1 < DEEPEST) {
        levels[depth + 1] = Section.at(number);
        section.sections().put(name, levels[depth + 1]);
        open = depth + 1;
      } else {
        throw new FileProblem(number, name + " has no value");
      }
    }

    private static String unquoted(int number, String value) throws FileProblem {
      if (!value.startsWith("\"")) {
        return value;
      }
      if (value.length() < 2 || !value.endsWith("\"")) {
        throw new FileProblem(number, "a quoted value ends on its line with \"");
      }
      return value.substring(1, value.length() - 1);
    }
  }
}
