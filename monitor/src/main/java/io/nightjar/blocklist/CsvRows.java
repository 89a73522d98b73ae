package io.nightjar.blocklist;

import java.util.List;
import java.util.function.Predicate;

/**
 * Rows of columns, line by line. A header, commented out or not, says which column holds entries;
 * without one it is the first that can be read as an entry. One entry a row.
 */
final class CsvRows {
  private static final int MOST_LINES_OF_A_ROW = 16;

  private final EntrySink sink;
  private final StringBuilder open = new StringBuilder();
  private List<String> header = List.of();
  private char separator;
  private long firstLine;
  private int lines;

  CsvRows(EntrySink sink) {
    this.sink = sink;
  }

  /** Takes the next line. */
  void line(long number, String text) {
    if (lines == 0) {
      firstLine = number;
    }
    open.append(lines++ == 0 ? "" : "\n").append(text);
    boolean isOpen = CsvRow.isOpen(open) && open.charAt(0) != '#';
    if (!isOpen) {
      row(take());
    } else if (lines == MOST_LINES_OF_A_ROW || open.length() > BoundedLines.MOST_LINE) {
      sink.wrong(firstLine, take(), "a quote that is not closed");
    }
  }

  /** Tells of a row that has no end. */
  void end() {
    if (lines > 0) {
      sink.wrong(firstLine, take(), "a quote that is not closed");
    }
  }

  private String take() {
    String row = open.toString().strip();
    open.setLength(0);
    lines = 0;
    return row;
  }

  private void row(String row) {
    if (row.isEmpty() || PlainLine.isComment(row)) {
      boolean isFirst = !row.isEmpty() && separator == 0;
      boolean _ = isFirst && header(row.substring(1).strip());
      return;
    }
    char ofRow = separator == 0 ? CsvRow.separator(row) : separator;
    if (ofRow == 0 && header(row)) {
      return;
    }
    List<String> columns = CsvRow.columns(row, ofRow == 0 ? ',' : ofRow);
    separator = ofRow;
    int entry = entry(columns);
    if (entry < 0) {
      sink.wrong(firstLine, row, "no column holds an entry");
    } else {
      sink.give(firstLine, row, read(entry, columns.get(entry)), note(columns, entry));
    }
  }

  /** Whether a line names columns, one of them of entries. */
  static boolean isHeader(String row) {
    return separatorOfHeader(row) != 0;
  }

  private static char separatorOfHeader(String row) {
    for (int i = 0; i < CsvRow.SEPARATORS.length(); i++) {
      char each = CsvRow.SEPARATORS.charAt(i);
      List<String> columns = CsvRow.columns(row, each);
      if (columns.size() > 1 && columns.stream().anyMatch(FieldNames::isOfEntry)) {
        return each;
      }
    }
    return 0;
  }

  private boolean header(String row) {
    char found = separatorOfHeader(row);
    if (found != 0) {
      separator = found;
      header = CsvRow.columns(row, found);
    }
    return found != 0;
  }

  private int entry(List<String> columns) {
    return header.isEmpty() ? CsvRow.entry(columns) : column(columns, FieldNames::isOfEntry);
  }

  /** The first column of such a name that holds something; -1 for none. */
  private int column(List<String> columns, Predicate<String> name) {
    for (int i = 0; i < Math.min(header.size(), columns.size()); i++) {
      if (name.test(header.get(i)) && !columns.get(i).isEmpty()) {
        return i;
      }
    }
    return -1;
  }

  private Indicator read(int column, String text) {
    boolean isSystem = column < header.size() && FieldNames.isOfSystem(header.get(column));
    return IndicatorText.read(isSystem && !text.startsWith("AS") ? "AS" + text : text, false);
  }

  private String note(List<String> columns, int entry) {
    if (header.isEmpty()) {
      return entry + 1 < columns.size() ? columns.get(entry + 1) : "";
    }
    int note = column(columns, FieldNames::isOfNote);
    return note < 0 ? "" : columns.get(note);
  }
}
