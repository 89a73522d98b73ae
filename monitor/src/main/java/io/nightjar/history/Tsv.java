package io.nightjar.history;

import io.nightjar.history.Rows.RowsColumn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reader of ClickHouse's TabSeparatedWithNamesAndTypes: a line of names, one of types, then rows;
 * cells between tabs, with backslash escapes, {@code \N} for NULL. A line feed always ends a row.
 */
final class Tsv {
  /** A whole answer: what was read, and whether it was cut at the limit. */
  record Parsed(List<RowsColumn> columns, List<List<@Nullable Object>> rows, boolean truncated) {}

  private Tsv() {}

  /** Reads at most this many rows. Bytes that are no UTF-8 become U+FFFD. */
  static Parsed read(InputStream in, int mostRows) throws IOException {
    return read(in, mostRows, Long.MAX_VALUE);
  }

  /** Reads at most this many rows, and rows of at most this many characters. */
  static Parsed read(InputStream in, int mostRows, long mostChars) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    String names = line(lines);
    if (names == null) {
      return new Parsed(List.of(), List.of(), false);
    }
    List<RowsColumn> columns = columns(names, Objects.requireNonNullElse(line(lines), ""));
    List<CellType> types =
        columns.stream().map(column -> CellType.of(column.clickHouseType())).toList();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    long left = mostChars;
    for (String line = line(lines, left); line != null; line = line(lines, left)) {
      left -= line.length() + 1;
      if (rows.size() == mostRows || left < 0) {
        return new Parsed(columns, rows, true);
      }
      rows.add(row(line, types));
    }
    return new Parsed(columns, rows, false);
  }

  private static List<RowsColumn> columns(String names, String types) throws IOException {
    List<String> name = cells(names);
    List<String> type = cells(types);
    if (name.size() != type.size()) {
      throw new IOException("an answer of the store has more names than types, or fewer");
    }
    List<RowsColumn> columns = new ArrayList<>();
    for (int i = 0; i < name.size(); i++) {
      columns.add(new RowsColumn(unescape(name.get(i)), unescape(type.get(i))));
    }
    return List.copyOf(columns);
  }

  private static List<@Nullable Object> row(String line, List<CellType> types) throws IOException {
    List<String> cells = cells(line);
    if (cells.size() != types.size()) {
      throw new IOException("an answer of the store has a row of the wrong length");
    }
    List<@Nullable Object> row = new ArrayList<>(cells.size());
    for (int i = 0; i < cells.size(); i++) {
      row.add(value(cells.get(i), types.get(i)));
    }
    return row;
  }

  private static @Nullable Object value(String cell, CellType type) throws IOException {
    if (cell.equals("\\N")) {
      return null;
    }
    try {
      return type.value(type == CellType.LIST ? cell : unescape(cell));
    } catch (NumberFormatException e) {
      throw new IOException("an answer of the store has a number that is none", e);
    }
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    int start = 0;
    for (int tab = line.indexOf('\t'); tab >= 0; tab = line.indexOf('\t', start)) {
      cells.add(line.substring(start, tab));
      start = tab + 1;
    }
    cells.add(line.substring(start));
    return cells;
  }

  /** A line up to its line feed; a carriage return is data. */
  private static @Nullable String line(BufferedReader in) throws IOException {
    return line(in, Long.MAX_VALUE);
  }

  /** Of a line longer than this, its start, one character too long. */
  private static @Nullable String line(BufferedReader in, long mostChars) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n' && line.length() <= mostChars; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  /** The text that these backslash escapes stand for. */
  static String unescape(String cell) {
    if (cell.indexOf('\\') < 0) {
      return cell;
    }
    StringBuilder text = new StringBuilder(cell.length());
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c != '\\' || i + 1 == cell.length()) {
        text.append(c);
        continue;
      }
      char escaped = cell.charAt(++i);
      text.append(
          switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '0' -> '\0';
            case 'a' -> '\u0007';
            case 'v' -> '\u000b';
            default -> escaped;
          });
    }
    return text.toString();
  }

  /** The escapes that stand for this text. */
  static String escape(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\0", "\\0");
  }
}
