package io.nightjar.store;

import com.sun.net.httpserver.HttpExchange;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A request's body that ends with an error when it is cut short of its Content-Length: half a batch
 * of rows must not pass for a whole one.
 */
final class BodyStream extends FilterInputStream {
  /** Bytes still to come; negative when the length was not announced. */
  private long remaining;

  private BodyStream(InputStream in, long length) {
    super(in);
    this.remaining = length;
  }

  static InputStream of(HttpExchange exchange) {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    return length == null || !length.strip().matches("\\d{1,18}")
        ? exchange.getRequestBody()
        : new BodyStream(exchange.getRequestBody(), Long.parseLong(length.strip()));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n < 0 && remaining > 0) {
      throw new EOFException(remaining + " bytes of the request's body are missing");
    }
    remaining -= Math.max(n, 0);
    return n;
  }
}
