package io.nightjar.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement as characters: its tokens outside of comments and quotes. */
final class SqlText {
  private static final int LONGEST_CHARS = 20_000;
  private static final int DEEPEST = 60;

  /** An address takes 7 words, its length 2, and brackets and quotes 2. */
  private static final int MOST_PARTS = 12;

  private static final Pattern NETWORK =
      Pattern.compile(
          "\\(?(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}/\\d+|'[0-9a-fA-F.:]{2,45}/\\d{1,3}')");

  private static final Pattern PARAMETER =
      Pattern.compile("\\{\\s*[A-Za-z_]\\w{0,63}\\s*:\\s*[A-Za-z][\\w(), ']{0,200}\\}");

  private final String sql;
  private final List<String> words = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();
  private final boolean ofDriver;
  private String statement = "";
  private String format = "";
  private int at;
  private int depth;

  private SqlText(String sql, boolean ofDriver) {
    this.sql = sql;
    this.ofDriver = ofDriver;
  }

  /**
   * The one statement of this text, without a semicolon at its end.
   *
   * @throws HistoryException when there are more, or it is none that may be asked
   */
  static String single(String sql) {
    return of(sql, false).statement;
  }

  /**
   * As {@link #single}, of a program: it may hold {@code {name:Type}} and end with FORMAT.
   *
   * @throws HistoryException as {@link #single}
   */
  static SqlText ofDriver(String sql) {
    return of(sql, true);
  }

  /** The statement, without a format and a semicolon at its end. */
  String statement() {
    return statement;
  }

  /** The format named at its end; empty when there is none. */
  String format() {
    return format;
  }

  private static SqlText of(String sql, boolean ofDriver) {
    if (sql.length() > LONGEST_CHARS) {
      throw HistoryException.refused(
          "the SQL has %d characters, the most is %d: shorten it"
              .formatted(sql.length(), LONGEST_CHARS));
    }
    SqlText text = new SqlText(sql, ofDriver);
    int end = text.cutFormat(text.scan());
    text.statement = sql.substring(0, end).strip();
    if (!ofDriver || Introspection.table(text.statement).isEmpty()) {
      text.checkWords();
    }
    return text;
  }

  /** Takes FORMAT and its name off a driver's statement; where the rest ends. */
  private int cutFormat(int end) {
    int name = words.size() - 1;
    if (!ofDriver || name < 2 || !words.get(name - 1).equals("FORMAT")) {
      return end;
    }
    int from = starts.get(name);
    int length = words.get(name).length();
    if (!isWord(words.get(name).charAt(0))) {
      return end;
    }
    format = sql.substring(from, from + length);
    int cut = starts.get(name - 1);
    words.subList(name - 1, words.size()).clear();
    return cut;
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
    starts.add(at);
    switch (c) {
      case '\'' -> string();
      case '"', '`' -> quotedName(c);
      case '(', '[' -> open(c);
      case ')', ']' -> {
        words.add(String.valueOf(c));
        depth--;
        at++;
      }
      case '{', '}' -> parameter();
      case '$' -> throw HistoryException.refused("$ is not allowed: quote strings with '");
      default -> word(c);
    }
  }

  private void parameter() {
    Matcher matcher = PARAMETER.matcher(sql).region(at, sql.length());
    if (!ofDriver || !matcher.lookingAt()) {
      throw HistoryException.refused(
          "curly braces are not allowed: write values directly, and map(...) for a map");
    }
    words.add("{}");
    at = matcher.end();
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
    int start = at;
    for (at++; at < sql.length(); at++) {
      char c = sql.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '\'') {
        words.add(sql.substring(start, at++) + "'");
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
      if (words.get(i).equals("IN")) {
        checkNetworks(i + 1);
      }
      checkClause(words.get(i), words.get(i + 1));
      if (words.get(i).equals("SETTINGS") && i + 2 < words.size() && words.get(i + 2).equals("=")) {
        throw HistoryException.refused("SETTINGS is not allowed: leave it out, limits are set");
      }
    }
  }

  /** IN compares texts: a network among them would match nothing, and NOT IN everything. */
  private void checkNetworks(int from) {
    String list = String.join("", words.subList(from, Math.min(words.size(), from + MOST_PARTS)));
    if (NETWORK.matcher(list).lookingAt()) {
      throw HistoryException.refused(
          "IN does not know networks: use isIPAddressInRange(dst_ip, '192.168.0.0/16'), with NOT"
              + " before it for addresses outside");
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
