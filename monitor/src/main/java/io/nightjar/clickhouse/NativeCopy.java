package io.nightjar.clickhouse;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Copies pieces of ClickHouse's Native format and tells the numbers in them. */
final class NativeCopy {
  private static final int LONGEST_WORD_BYTES = 1 << 16;

  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 14];

  NativeCopy(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  OutputStream out() {
    return out;
  }

  /** Copies as many bytes. */
  void bytes(long count) throws IOException {
    for (long left = count; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException("the store's answer broke off");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  /** A number of 8 bytes, little-endian. */
  long number() throws IOException {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      number |= (long) one() << shift;
    }
    return number;
  }

  /** A number of 7 bits a byte, lowest first; -1 where the answer ends before it. */
  long count() throws IOException {
    long count = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int one = in.read();
      if (one < 0 && shift == 0) {
        return -1;
      }
      if (one < 0) {
        throw new EOFException("the store's answer broke off");
      }
      out.write(one);
      count |= (long) (one & 0x7f) << shift;
      if (one < 0x80) {
        return count;
      }
    }
    throw new IOException("a length of the store's answer has no end");
  }

  /** A length and as many bytes, as text: a name or a type. */
  String word() throws IOException {
    long length = count();
    if (length < 0 || length > LONGEST_WORD_BYTES) {
      throw new IOException("a name of the store's answer has no end");
    }
    byte[] bytes = in.readNBytes((int) length);
    out.write(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private int one() throws IOException {
    int one = in.read();
    if (one < 0) {
      throw new EOFException("the store's answer broke off");
    }
    out.write(one);
    return one;
  }
}
