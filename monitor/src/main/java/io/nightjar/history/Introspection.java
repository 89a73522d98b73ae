package io.nightjar.history;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements by which drivers ask what there is, in the few forms that name a table at most. */
final class Introspection {
  private static final String NAME = "[`\"]?(\\w{1,64})[`\"]?";
  private static final Pattern TABLE =
      Pattern.compile(
          "(?i)(?:DESC|DESCRIBE|EXISTS|SHOW\\s+CREATE)\\s+(?:TABLE\\s+)?(?:"
              + NAME
              + "\\s*\\.\\s*)?"
              + NAME);
  private static final String LIKE = "(?:\\s+I?LIKE\\s+'[^'\\\\\\p{Cntrl}]{0,200}')?";
  private static final Pattern LIST =
      Pattern.compile(
          "(?i)SHOW\\s+(?:DATABASES|(?:FULL\\s+)?(?:TEMPORARY\\s+)?TABLES(?:\\s+(?:FROM|IN)\\s+"
              + NAME
              + ")?)"
              + LIKE);

  private Introspection() {}

  /** The table, or the database with {@code .*}, such a statement names; empty for another one. */
  static Optional<String> table(String statement) {
    Matcher table = TABLE.matcher(statement);
    if (table.matches()) {
      return Optional.of(
          table.group(1) == null ? table.group(2) : table.group(1) + "." + table.group(2));
    }
    Matcher list = LIST.matcher(statement);
    if (list.matches()) {
      return Optional.of(list.group(1) == null ? "all" : list.group(1) + ".all");
    }
    return Optional.empty();
  }
}
