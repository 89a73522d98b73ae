package io.nightjar.probe;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Reads an HTTP/1 body as its head says it ends: by length, in chunks, or with the connection. */
final class HttpBody {
  private static final int BUFFER_BYTES = 16_384;
  private static final int LONGEST_LINE = 1_024;
  private static final long UNTIL_CLOSED = -1;

  /** Takes what is read. */
  interface Sink {
    void take(byte[] bytes, int length);
  }

  private final InputStream in;
  private final HttpHead head;
  private final long most;
  private final Sink sink;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long read;

  /**
   * Of this answer.
   *
   * @param most bytes that are read
   */
  HttpBody(InputStream in, HttpHead head, long most, Sink sink) {
    this.in = in;
    this.head = head;
    this.most = most;
    this.sink = sink;
  }

  /** Reads it to its end, or as much of it as may be; how many bytes. */
  long read() throws IOException, NoAnswer {
    if (head.status() == 204 || head.status() == 304) {
      return 0;
    }
    boolean isChunked =
        head.header("transfer-encoding")
            .filter(coding -> coding.toLowerCase(Locale.ROOT).endsWith("chunked"))
            .isPresent();
    if (isChunked) {
      readChunks();
    } else {
      readPart(length());
    }
    return read;
  }

  private long length() throws NoAnswer {
    String text = head.header("content-length").orElse("");
    if (text.isEmpty()) {
      return UNTIL_CLOSED;
    }
    if (!text.matches("\\d{1,18}")) {
      throw NoAnswer.down("answered with a Content-Length of '" + HostName.shown(text) + "'");
    }
    return Long.parseLong(text);
  }

  /** Reads so many bytes, or until the limit. */
  private void readPart(long length) throws IOException {
    long left = length;
    while (left != 0 && read < most) {
      long wanted = Math.min(buffer.length, most - read);
      int got = in.read(buffer, 0, (int) (left > 0 ? Math.min(wanted, left) : wanted));
      if (got < 0) {
        if (left > 0) {
          throw new EOFException("closed before the end of the body");
        }
        return;
      }
      sink.take(buffer, got);
      read += got;
      left = left > 0 ? left - got : left;
    }
  }

  private void readChunks() throws IOException, NoAnswer {
    while (read < most) {
      String size = line().replaceAll(";.*", "").strip();
      if (!size.matches("[0-9a-fA-F]{1,15}")) {
        throw NoAnswer.down("answered with a broken chunk: '" + HostName.shown(size) + "'");
      }
      long length = Long.parseLong(size, 16);
      if (length == 0) {
        return;
      }
      readPart(length);
      if (read < most) {
        String _ = line();
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() >= LONGEST_LINE) {
        throw new EOFException("closed between chunks");
      }
      line.append((char) next);
    }
    return line.toString();
  }
}
