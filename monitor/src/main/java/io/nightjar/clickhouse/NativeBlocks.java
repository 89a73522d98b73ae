package io.nightjar.clickhouse;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The Native format as clients read it that name a revision of ClickHouse's protocol ({@code
 * client_protocol_version}): the store answers as of revision 0, and what later revisions added is
 * put in between.
 */
final class NativeBlocks {
  /** From which a byte after a column's type says whether its values lie in the usual way. */
  private static final int WITH_KIND_OF_VALUES = 54_454;

  /** Fields by number: 1, not a row of overflows; 2, no bucket (-1); and their end. */
  private static final byte[] BLOCK_INFO = {1, 0, 2, -1, -1, -1, -1, 0};

  private static final int BUFFER_BYTES = 1 << 16;

  private NativeBlocks() {}

  /**
   * Copies all blocks.
   *
   * @param revision of the client, at least 1
   * @param tag by which the client knows an error after data
   */
  static void copy(InputStream in, OutputStream out, int revision, String tag) throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
    try {
      Blocks blocks = new Blocks(new BufferedInputStream(in, BUFFER_BYTES), buffered, revision);
      while (blocks.copy()) {
        // each block as it comes
      }
    } catch (NativeTypes.UnknownTypeException e) {
      buffered.write(error(String.valueOf(e.getMessage()), tag));
    }
    buffered.flush();
  }

  /** An error after the status was sent, as ClickHouse frames it. */
  private static byte[] error(String what, String tag) {
    String text = "Code: 48. DB::Exception: %s. (NOT_IMPLEMENTED)".formatted(what);
    return "\r\n__exception__\r\n%s\r\n%s\n%d %s\r\n__exception__\r\n"
        .formatted(tag, text, text.getBytes(StandardCharsets.UTF_8).length, tag)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static final class Blocks {
    private final InputStream in;
    private final NativeCopy copy;
    private final int revision;

    Blocks(InputStream in, OutputStream out, int revision) {
      this.in = in;
      this.copy = new NativeCopy(in, out);
      this.revision = revision;
    }

    /** Copies a block; false when there is none left. */
    boolean copy() throws IOException {
      in.mark(1);
      if (in.read() < 0) {
        return false;
      }
      in.reset();
      copy.out().write(BLOCK_INFO);
      long columns = copy.count();
      long rows = copy.count();
      for (long column = 0; column < columns; column++) {
        column(rows);
      }
      return true;
    }

    private void column(long rows) throws IOException {
      String _ = copy.word();
      NativeType type = NativeTypes.of(copy.word());
      if (revision >= WITH_KIND_OF_VALUES) {
        copy.out().write(0);
      }
      if (rows > 0) {
        type.copyState(copy);
        type.copyValues(copy, rows);
      }
    }
  }
}
