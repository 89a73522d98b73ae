package io.nightjar.history;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The engine's own tables that may be read: drivers ask them what there is. Their rows are those
 * about history ({@link VisibleRows}), and columns that tell of the machine are refused.
 */
final class SystemTables {
  private static final Set<String> OPEN =
      Set.of(
          "system.databases",
          "system.tables",
          "system.columns",
          "system.functions",
          "system.data_type_families",
          "system.table_engines",
          "system.table_functions",
          "system.formats",
          "system.settings");

  /** A line that chooses columns without naming them. */
  private static final Pattern ALL_COLUMNS =
      Pattern.compile("^ *(Qualified)?(Asterisk|Columns\\w*Matcher)");

  private static final Pattern VALUES = Pattern.compile("(?i)^ *Function values[ (]");

  /** Tables, their element, and the expression. */
  private static final int TABLE_BELOW_SELECT = 3;

  private static final Pattern PATH =
      Pattern.compile("^ *Identifier (.*\\.)?(data_paths?|metadata_path|path|uuid)( .*)?$");

  private static final Pattern SIZE =
      Pattern.compile("^ *Identifier (.*\\.)?(\\w*_?(rows|bytes|marks)\\w*|parts)( .*)?$");

  private SystemTables() {}

  static boolean isOpen(String table) {
    return OPEN.contains(table);
  }

  /**
   * Checks a statement that reads one of them.
   *
   * @param tree the lines of its syntax tree
   * @param bound whether the asker sees some networks only, and so must not learn sizes
   */
  static void check(List<String> tree, boolean bound) {
    for (int i = 0; i < tree.size(); i++) {
      String line = tree.get(i);
      String lower = line.toLowerCase(Locale.ROOT);
      if (ALL_COLUMNS.matcher(line).find() && !isOfValues(tree, i)) {
        throw HistoryException.refused(
            "* is not allowed with tables of database system: name the columns, database, name,"
                + " engine, comment, type say");
      }
      if (isHidden(line, lower, bound)) {
        throw HistoryException.refused(
            "column %s of database system is not shown: it tells of the machine or of others' rows"
                .formatted(line.strip().replaceFirst("Identifier (\\S+).*", "$1")));
      }
    }
  }

  /** Whether this is the asterisk of a SELECT over nothing but the values written in it. */
  private static boolean isOfValues(List<String> tree, int asterisk) {
    if (!tree.get(asterisk).strip().equals("Asterisk")) {
      return false;
    }
    int select = parent(tree, parent(tree, asterisk));
    if (!tree.get(select).strip().startsWith("SelectQuery")) {
      return false;
    }
    int tables = 0;
    for (int i = select + 1; i < tree.size() && depth(tree.get(i)) > depth(tree.get(select)); i++) {
      if (depth(tree.get(i)) == depth(tree.get(select)) + TABLE_BELOW_SELECT
          && tree.get(i).strip().startsWith("TableExpression")) {
        tables++;
        if (!VALUES.matcher(tree.get(i + 1)).find()) {
          return false;
        }
      }
    }
    return tables > 0;
  }

  /** The line that this one is right below; the first has none and stands for itself. */
  private static int parent(List<String> tree, int line) {
    int at = line;
    while (at > 0 && depth(tree.get(at)) >= depth(tree.get(line))) {
      at--;
    }
    return at;
  }

  private static int depth(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static boolean isHidden(String line, String lower, boolean bound) {
    return line.strip().startsWith("Identifier")
        && (PATH.matcher(lower.replace("identifier", "Identifier")).matches()
            || (bound && SIZE.matcher(lower.replace("identifier", "Identifier")).matches()));
  }
}
