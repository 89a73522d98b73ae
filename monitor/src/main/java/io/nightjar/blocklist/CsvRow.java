package io.nightjar.blocklist;

import java.util.ArrayList;
import java.util.List;

/** A row of columns (RFC 4180), blanks around them left out. */
final class CsvRow {
  static final String SEPARATORS = ",;\t";
  private static final int MOST_COLUMNS = 64;

  private CsvRow() {}

  /** What separates the columns of a line that has an entry in one of several; 0 for nothing. */
  static char separator(String line) {
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char separator = SEPARATORS.charAt(i);
      if (line.indexOf(separator) > 0) {
        List<String> columns = columns(line, separator);
        if (columns.size() > 1 && entry(columns) >= 0) {
          return separator;
        }
      }
    }
    return 0;
  }

  /** The first column that is an indicator; -1 for none. */
  static int entry(List<String> columns) {
    for (int i = 0; i < columns.size(); i++) {
      if (!columns.get(i).isEmpty() && isClear(IndicatorText.read(columns.get(i), false))) {
        return i;
      }
    }
    return -1;
  }

  /** A single word may be anything. */
  private static boolean isClear(Indicator indicator) {
    return switch (indicator) {
      case Indicator.Wrong _ -> false;
      case Indicator.Domain(String name, _) -> name.indexOf('.') > 0;
      case Indicator.Network _,
          Indicator.Span _,
          Indicator.Url _,
          Indicator.Fingerprint _,
          Indicator.AutonomousSystem _,
          Indicator.Country _ ->
          true;
    };
  }

  /** Whether a quoted column goes on in the next line. */
  static boolean isOpen(CharSequence row) {
    boolean isOpen = false;
    for (int i = 0; i < row.length(); i++) {
      isOpen ^= row.charAt(i) == '"';
    }
    return isOpen;
  }

  /** The columns, at most 64. */
  static List<String> columns(String row, char separator) {
    List<String> columns = new ArrayList<>();
    StringBuilder column = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < row.length() && columns.size() < MOST_COLUMNS; i++) {
      char each = row.charAt(i);
      if (each == '"') {
        if (isQuoted && i + 1 < row.length() && row.charAt(i + 1) == '"') {
          column.append('"');
          i++;
        } else {
          isQuoted = !isQuoted;
        }
      } else if (each == separator && !isQuoted) {
        columns.add(column.toString().strip());
        column.setLength(0);
      } else {
        column.append(each);
      }
    }
    columns.add(column.toString().strip());
    return columns;
  }
}
