package io.nightjar.blocklist;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How entries stand in a list. */
public enum ListFormat {
  /** One a line, what follows a blank is a note. */
  PLAIN,
  /** {@code 0.0.0.0 name}, as hosts(5). */
  HOSTS,
  /** Columns (RFC 4180), separated by comma, semicolon or tabulator; with a header or without. */
  CSV,
  /** Base64 of the entry, then a score. */
  DATAREP,
  /** One document. */
  JSON,
  /** A document each line. */
  JSON_LINES;

  private static final int SAMPLE_LINES = 64;
  private static final String BOM = "\ufeff";

  /** The format of this name, in any case, with {@code -} or {@code _}. */
  public static Optional<ListFormat> of(String name) {
    String wanted = name.replace('-', '_');
    return Stream.of(values()).filter(each -> each.name().equalsIgnoreCase(wanted)).findFirst();
  }

  /** As users write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The format that text most likely has, by how it begins. */
  static ListFormat guess(String head) {
    String start = withoutBom(head).stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      return ofJson(start);
    }
    int hosts = 0;
    int columns = 0;
    int encoded = 0;
    int lines = 0;
    for (String line : start.split("\n", SAMPLE_LINES)) {
      String text = line.strip();
      if (!text.isEmpty() && !PlainLine.isComment(text)) {
        if (lines++ == 0 && CsvRows.isHeader(text)) {
          return CSV;
        }
        hosts += PlainLine.isOfHosts(text) ? 1 : 0;
        columns += CsvRow.separator(text) != 0 ? 1 : 0;
        encoded += Encoded.isLine(text) ? 1 : 0;
      }
    }
    if (lines > 0 && encoded == lines) {
      return DATAREP;
    }
    return 2 * hosts > lines ? HOSTS : 2 * columns > lines ? CSV : PLAIN;
  }

  private static ListFormat ofJson(String start) {
    int end = start.indexOf('\n');
    String first = end < 0 ? "" : start.substring(0, end).strip();
    return first.startsWith("{") && first.endsWith("}") ? JSON_LINES : JSON;
  }

  /** Text without the mark that some editors put before it. */
  static String withoutBom(String text) {
    return text.startsWith(BOM) ? text.substring(1) : text;
  }
}
