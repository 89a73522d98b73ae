package io.nightjar.store;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An insert whose rows come in the body of the request.
 *
 * @param head {@code INSERT INTO table (columns)}
 * @param format of the rows
 */
record InsertStatement(String head, String format) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?is)\\s*(insert\\s+into\\s[^;']{1,16384}?)\\s+format\\s+(\\w{1,64})\\s*;?\\s*");

  /** The statement as an insert, unless it is another one or brings its own rows. */
  static Optional<InsertStatement> of(String sql) {
    Matcher matcher = SHAPE.matcher(sql);
    return matcher.matches()
        ? Optional.of(new InsertStatement(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }
}
