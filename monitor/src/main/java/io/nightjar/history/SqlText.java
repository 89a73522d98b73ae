package io.nightjar.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A statement as characters: its tokens outside of comments and quotes. */
final class SqlText {
  private static final int LONGEST_CHARS = 20_000;
  private static final int DEEPEST = 60;

  private final String sql;
  private final List<String> words = new ArrayList<>();
  private int at;
  private int depth;

  private SqlText(String sql) {
    this.sql = sql;
  }

  /**
   * The one statement of this text, without a semicolon at its end.
   *
   * @throws HistoryException when there are more, or it is none that may be asked
   */
  static String single(String sql) {
    if (sql.length() > LONGEST_CHARS) {
      throw HistoryException.refused(
          "the SQL has %d characters, the most is %d: shorten it"
              .formatted(sql.length(), LONGEST_CHARS));
    }
    SqlText text = new SqlText(sql);
    int end = text.scan();
    text.checkWords();
    return sql.substring(0, end).strip();
  }

  /** Reads all tokens; where the statement ends. */
  private int scan() {
    int end = sql.length();
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (skipsBlank(c)) {
        continue;
      }
      if (end < sql.length()) {
        throw HistoryException.refused("one statement at a time: found text after the semicolon");
      }
      if (c == ';') {
        end = at++;
      } else {
        token(c);
      }
    }
    if (depth != 0) {
      throw HistoryException.refused("the parentheses do not match");
    }
    return end;
  }

  /** Skips white space or a comment, if there is one here. */
  private boolean skipsBlank(char c) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      at++;
      return true;
    }
    if (sql.startsWith("--", at) || c == '#') {
      int end = sql.indexOf('\n', at);
      at = end < 0 ? sql.length() : end + 1;
      return true;
    }
    if (sql.startsWith("/*", at)) {
      int end = sql.indexOf("*/", at + 2);
      if (end < 0) {
        throw HistoryException.refused("a comment /* is not closed");
      }
      at = end + 2;
      return true;
    }
    return false;
  }

  private void token(char c) {
    switch (c) {
      case '\'' -> string();
      case '"', '`' -> quotedName(c);
      case '(', '[' -> open(c);
      case ')', ']' -> {
        words.add(String.valueOf(c));
        depth--;
        at++;
      }
      case '{', '}' ->
          throw HistoryException.refused(
              "curly braces are not allowed: write values directly, and map(...) for a map");
      case '$' -> throw HistoryException.refused("$ is not allowed: quote strings with '");
      default -> word(c);
    }
  }

  private void open(char c) {
    words.add(String.valueOf(c));
    at++;
    if (++depth > DEEPEST) {
      throw HistoryException.refused("nested deeper than " + DEEPEST + " levels: simplify it");
    }
  }

  private void word(char c) {
    if (c < ' ' || c > '~') {
      throw HistoryException.refused(
          "character U+%04X is not allowed outside of quotes".formatted((int) c));
    }
    int start = at;
    while (at < sql.length() && isWord(sql.charAt(at))) {
      at++;
    }
    if (at == start) {
      at++;
    }
    words.add(sql.substring(start, at).toUpperCase(Locale.ROOT));
  }

  private static boolean isWord(char c) {
    return c < 0x80 && (Character.isLetterOrDigit(c) || c == '_');
  }

  private void string() {
    for (at++; at < sql.length(); at++) {
      char c = sql.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '\'') {
        at++;
        words.add("''");
        return;
      }
    }
    throw HistoryException.refused("a string ' is not closed");
  }

  private void quotedName(char quote) {
    for (at++; at < sql.length(); at++) {
      char c = sql.charAt(at);
      if (c == quote) {
        at++;
        words.add("``");
        return;
      }
      if (c < ' ' || c == '\\' || c == 0x7f) {
        throw HistoryException.refused(
            "a quoted name may not hold backslashes or control characters");
      }
    }
    throw HistoryException.refused("a quoted name " + quote + " is not closed");
  }

  private void checkWords() {
    int first = 0;
    while (first < words.size() && words.get(first).equals("(")) {
      first++;
    }
    String verb = first < words.size() ? words.get(first) : "nothing";
    if (!verb.equals("SELECT") && !verb.equals("WITH") && !verb.equals("FROM")) {
      throw HistoryException.refused("only SELECT is allowed (WITH ... SELECT too), found " + verb);
    }
    for (int i = 0; i + 1 < words.size(); i++) {
      checkClause(words.get(i), words.get(i + 1));
      if (words.get(i).equals("SETTINGS") && i + 2 < words.size() && words.get(i + 2).equals("=")) {
        throw HistoryException.refused("SETTINGS is not allowed: leave it out, limits are set");
      }
    }
  }

  private static void checkClause(String word, String next) {
    if (word.equals("INTO") && next.equals("OUTFILE")) {
      throw HistoryException.refused("INTO OUTFILE is not allowed: the answer comes back as rows");
    }
    if (word.equals("WITH") && next.equals("TOTALS")) {
      throw HistoryException.refused("WITH TOTALS is not allowed: use WITH ROLLUP");
    }
    boolean nextIsWord = isWord(next.charAt(0));
    if (word.equals("FORMAT") && nextIsWord && !next.equals("FROM") && !next.equals("AS")) {
      throw HistoryException.refused("FORMAT is not allowed: the answer comes back as rows");
    }
  }
}
