package io.nightjar.blocklist;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that refuses to give more bytes than a bound. */
final class BoundedStream extends FilterInputStream {
  private final long most;
  private long read;

  BoundedStream(InputStream in, long most) {
    super(in);
    this.most = most;
  }

  @Override
  public int read() throws IOException {
    int each = super.read();
    count(each < 0 ? 0 : 1);
    return each;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    count(Math.max(0, count));
    return count;
  }

  private void count(int more) throws ListException {
    read += more;
    if (read > most) {
      throw new ListException("more than " + (most >> 20) + " MiB of text");
    }
  }
}
