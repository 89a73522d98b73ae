package io.nightjar.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Lines of a stream, none of which takes more memory than it may. */
final class Lines {
  /** A line. */
  sealed interface Line {}

  /** All of it, without its end. */
  record Whole(ByteBuffer bytes) implements Line {}

  /** It was longer than allowed, and is thrown away. */
  record TooLong() implements Line {}

  private final InputStream in;
  private final int longest;

  Lines(InputStream in, int longest) {
    this.in = new BufferedInputStream(in);
    this.longest = longest;
  }

  /** The next line; null at the end. */
  @Nullable Line next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long length = 0;
    int read = in.read();
    if (read < 0) {
      return null;
    }
    for (; read >= 0 && read != '\n'; read = in.read()) {
      length++;
      if (length <= longest) {
        line.write(read);
      }
    }
    return length > longest ? new TooLong() : new Whole(ByteBuffer.wrap(line.toByteArray()));
  }
}
