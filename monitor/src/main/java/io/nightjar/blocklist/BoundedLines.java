package io.nightjar.blocklist;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of a stream that may be hostile: what is longer than a bound is cut. */
final class BoundedLines {
  /** Bytes of a line. */
  static final int MOST_LINE = 4_096;

  private final InputStream in;
  private final byte[] chunk = new byte[1 << 15];
  private final byte[] line = new byte[MOST_LINE];
  private int at;
  private int end;
  private long number;
  private boolean isTooLong;

  BoundedLines(InputStream in) {
    this.in = in;
  }

  /**
   * The next line without its end; what was kept of it when it is too long; null behind the last.
   *
   * @throws ListException for bytes that are no text
   */
  @Nullable String next() throws IOException {
    int length = 0;
    isTooLong = false;
    if (!fill()) {
      return null;
    }
    number++;
    while (fill()) {
      byte each = chunk[at++];
      if (each == '\n') {
        break;
      }
      if (each == 0) {
        throw new ListException("line " + number + " is binary, not text");
      }
      if (length == MOST_LINE) {
        isTooLong = true;
      } else {
        line[length++] = each;
      }
    }
    length -= length > 0 && line[length - 1] == '\r' ? 1 : 0;
    return new String(line, 0, length, StandardCharsets.UTF_8);
  }

  private boolean fill() throws IOException {
    if (at < end) {
      return true;
    }
    int read = in.read(chunk, 0, chunk.length);
    at = 0;
    end = Math.max(0, read);
    return read > 0;
  }

  /** Which line was last, from 1. */
  long number() {
    return number;
  }

  /** Whether the last line was longer than it may be. */
  boolean isTooLong() {
    return isTooLong;
  }
}
