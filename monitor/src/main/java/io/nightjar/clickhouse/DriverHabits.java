package io.nightjar.clickhouse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements that a program sends as they are and that history refuses, in a form that it answers.
 * What comes of it is checked as any statement is.
 */
final class DriverHabits {
  /** DBeaver lists tables with every column of system.tables, and reads these of them. */
  private static final Pattern DBEAVER_TABLES =
      Pattern.compile(
          "(SELECT name as TABLE_NAME, engine as TABLE_TYPE, database as TABLE_SCHEM,"
              + "(?:comment as REMARKS,)?) \\* (FROM system\\.tables\\s.*)",
          Pattern.DOTALL);

  private static final String COLUMNS =
      " name, engine, database, comment, is_temporary, create_table_query, engine_full, as_select,"
          + " partition_key, sorting_key, primary_key, sampling_key ";

  private DriverHabits() {}

  /** The statement in a form that is answered; as it is where no habit is known. */
  static String answered(String sql) {
    Matcher tables = DBEAVER_TABLES.matcher(sql);
    return tables.matches() ? tables.group(1) + COLUMNS + tables.group(2) : sql;
  }
}
