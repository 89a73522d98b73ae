package io.nightjar.history;

import io.nightjar.schema.Table;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Puts what the engine said of a statement into words that tell where, why and what to do. */
final class SqlAdvice {
  private static final int SYNTAX_ERROR = 62;
  private static final int BAD_ARGUMENTS = 36;
  private static final int READONLY = 164;
  private static final int UNKNOWN_TABLE = 60;
  private static final int UNKNOWN_DATABASE = 81;
  private static final int UNKNOWN_IDENTIFIER = 47;
  private static final int UNKNOWN_FUNCTION = 46;
  private static final int NOT_AN_AGGREGATE = 215;
  private static final int MEMORY_LIMIT = 241;
  private static final int TIMEOUT = 159;

  /** What the engine says of these repeats the value of a row, which a stranger wrote. */
  private static final Set<Integer> OF_A_VALUE =
      Set.of(
          6, 25, 26, 27, 32, 33, 38, 41, 69, 70, 72, 117, 130, 131, 321, 376, 395, 407, 427, 441,
          467, 675, 676, 691);

  private static final Pattern QUOTED = Pattern.compile("'[^']*'?|\"[^\"]*\"?");

  private static final Pattern NAME = Pattern.compile("[`']([^`']{1,80})[`']");
  private static final Pattern MEANT = Pattern.compile("Maybe you meant:? \\[?'?([\\w. ]{1,80})");
  private static final Pattern POSITION =
      Pattern.compile(
          "failed at position (\\d{1,9}) \\((.{0,80}?)\\) ?(?:\\(line|:)", Pattern.DOTALL);

  /** The statement again, how the engine was running it, and where it lives. */
  private static final Pattern INSIDE =
      Pattern.compile(
          "(?s)[:.,]? (?:while executing|While executing|While processing|In scope|in scope|In query"
              + "|Stack trace|\\(query: ).*|\\(version [^)]*\\)");

  private static final Pattern PATHS =
      Pattern.compile(
          "(?<![\\w'/:])(?:/[\\w.+-]+){2,}/?|\\b(?:25[0-5]|\\d{1,3})(?:\\.\\d{1,3}){3}:\\d+");

  private SqlAdvice() {}

  /** The same failure, told to whoever wrote this statement. */
  static HistoryException on(String sql, HistoryException e) {
    if (e.code() == 0 || e.kind() == HistoryException.Kind.UNAVAILABLE) {
      return e;
    }
    return new HistoryException(e.kind(), e.code(), text(sql, e), null);
  }

  private static String text(String sql, HistoryException e) {
    boolean ofPattern = e.code() == BAD_ARGUMENTS && e.getMessage().contains("re2");
    if (ofPattern || OF_A_VALUE.contains(e.code())) {
      return "a value of a row cannot be read or computed as this SQL wants (ClickHouse's error "
          + e.code()
          + "): use the form of the function that ends in OrNull or OrZero, or leave such rows out";
    }
    String message = e.getMessage();
    return switch (e.code()) {
      case READONLY ->
          plain(message).replaceFirst("^reader may not use (\\w+)", "$1 is not allowed")
              + ": history is only read, and nothing else is reached from it";
      case SYNTAX_ERROR -> syntax(sql, message);
      case UNKNOWN_TABLE, UNKNOWN_DATABASE ->
          "there is no table " + name(message) + meant(message) + "; tables are " + tables();
      case UNKNOWN_IDENTIFIER ->
          at(sql, name(message))
              + "there is no column "
              + name(message)
              + meant(message)
              + "; describe_table lists the columns of a table";
      case UNKNOWN_FUNCTION ->
          at(sql, name(message)) + "there is no function " + name(message) + meant(message);
      case NOT_AN_AGGREGATE ->
          "column " + name(message) + " is neither in GROUP BY nor inside an aggregate function";
      case MEMORY_LIMIT ->
          "the query needs more memory than it may have: ask for a shorter time range or fewer groups";
      case TIMEOUT ->
          "the query takes longer than it may: ask for a shorter time range or fewer groups";
      default -> withoutValues(sql, plain(message));
    };
  }

  /** What stands in quotes is a name or literal of the statement, or a value that is left out. */
  private static String withoutValues(String sql, String message) {
    return QUOTED
        .matcher(message)
        .replaceAll(
            found -> {
              String inside = found.group().replaceAll("['\"]", "");
              return Matcher.quoteReplacement(sql.contains(inside) ? found.group() : "'…'");
            });
  }

  /** The engine counts from the start of what it was sent, which is a little more than the SQL. */
  private static String syntax(String sql, String message) {
    Matcher found = POSITION.matcher(message);
    if (!found.find()) {
      return plain(message);
    }
    String near = found.group(2).equals("end of query") ? "" : found.group(2);
    int position = Math.min(Integer.parseInt(found.group(1)) - 1, sql.length());
    while (position > 0 && !sql.startsWith(near, position)) {
      position--;
    }
    String where = near.isEmpty() ? "at its end" : where(sql, position) + " near " + near;
    return "the SQL cannot be read " + where + expected(message);
  }

  private static String expected(String message) {
    int from = message.indexOf("Expected one of: ");
    if (from < 0) {
      return message.contains("Unmatched parentheses") ? ": a parenthesis is not closed" : "";
    }
    String all = message.substring(from + "Expected one of: ".length());
    String few = all.split(", ").length > 6 ? "" : ": expected " + all;
    return few;
  }

  private static String at(String sql, String name) {
    int position = sql.indexOf(name);
    return name.isEmpty() || position < 0 ? "" : where(sql, position) + ": ";
  }

  private static String where(String sql, int position) {
    String before = sql.substring(0, position);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = position - before.lastIndexOf('\n');
    return "at line " + line + ", column " + column;
  }

  private static String name(String message) {
    Matcher matcher = NAME.matcher(message);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String meant(String message) {
    Matcher matcher = MEANT.matcher(message);
    return matcher.find()
        ? ", did you mean " + matcher.group(1).replace("nightjar.", "") + "?"
        : "";
  }

  private static String tables() {
    return Tables.all().stream().map(Table::name).collect(Collectors.joining(", "));
  }

  private static String plain(String message) {
    return PATHS.matcher(INSIDE.matcher(message).replaceAll("")).replaceAll("…").strip();
  }
}
