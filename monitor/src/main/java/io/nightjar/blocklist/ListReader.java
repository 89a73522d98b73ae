package io.nightjar.blocklist;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads a list of any format, packed or not, within bounds. */
final class ListReader {
  private static final int HEAD = 8_192;
  private static final int BUFFER = 1 << 16;
  private static final int GZIP_MAGIC = 0x1f8b;

  private ListReader() {}

  /**
   * Reads all entries into the sink, until it is full.
   *
   * @param format empty for the one it most likely has
   * @param mostBytes of text, unpacked
   * @return the format it was read as
   * @throws IOException when it cannot be read, or is no list as a whole
   */
  static ListFormat read(
      InputStream in, Optional<ListFormat> format, long mostBytes, EntrySink sink)
      throws IOException {
    BufferedInputStream text =
        new BufferedInputStream(new BoundedStream(unpacked(in), mostBytes), BUFFER);
    text.mark(HEAD);
    byte[] head = text.readNBytes(HEAD);
    text.reset();
    refuseBinary(head);
    String start = new String(head, StandardCharsets.UTF_8);
    if (ListFormat.withoutBom(start).stripLeading().startsWith("<")) {
      throw new ListException("a page (HTML or XML), no list");
    }
    ListFormat chosen = format.orElseGet(() -> ListFormat.guess(start));
    if (chosen == ListFormat.JSON) {
      JsonEntries.read(text, sink);
    } else {
      readLines(new BoundedLines(text), chosen, sink);
    }
    return chosen;
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream raw = new BufferedInputStream(in, BUFFER);
    raw.mark(2);
    int magic = (raw.read() << 8) | raw.read();
    raw.reset();
    return magic == GZIP_MAGIC ? new GZIPInputStream(raw, BUFFER) : raw;
  }

  private static void refuseBinary(byte[] head) throws ListException {
    int controls = 0;
    for (byte each : head) {
      boolean isText = each >= ' ' || each < 0 || each == '\n' || each == '\r' || each == '\t';
      controls += isText ? 0 : 1;
      if (each == 0) {
        throw new ListException("binary, not text");
      }
    }
    if (controls * 20 > head.length) {
      throw new ListException("binary, not text");
    }
  }

  private static void readLines(BoundedLines lines, ListFormat format, EntrySink sink)
      throws IOException {
    CsvRows rows = new CsvRows(sink);
    for (String line = lines.next(); line != null && !sink.isFull(); line = lines.next()) {
      String text = lines.number() == 1 ? ListFormat.withoutBom(line) : line;
      if (lines.isTooLong()) {
        sink.wrong(lines.number(), text, "longer than " + BoundedLines.MOST_LINE + " bytes");
      } else if (format == ListFormat.CSV) {
        rows.line(lines.number(), text);
      } else if (!text.isBlank() && !PlainLine.isComment(text.strip())) {
        readLine(lines.number(), text, format, sink);
      }
    }
    rows.end();
  }

  private static void readLine(long number, String text, ListFormat format, EntrySink sink) {
    switch (format) {
      case PLAIN -> PlainLine.read(number, text, sink);
      case HOSTS -> PlainLine.readHosts(number, text, sink);
      case DATAREP -> Encoded.read(number, text.strip(), sink);
      case JSON_LINES -> JsonEntries.readLine(number, text, sink);
      case CSV, JSON -> throw new AssertionError(format + " has no lines of its own");
    }
  }
}
