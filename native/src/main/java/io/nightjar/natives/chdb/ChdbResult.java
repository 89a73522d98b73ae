package io.nightjar.natives.chdb;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/** What a statement gave, in the engine's memory until closed. Used by one thread. */
public final class ChdbResult implements AutoCloseable {
  private static final int CHUNK_BYTES = 64 * 1024;

  private final ChdbLibrary library;
  private final MemorySegment result;
  private boolean closed;

  ChdbResult(ChdbLibrary library, MemorySegment result) {
    this.library = library;
    this.result = result;
  }

  /** Length of the formatted result. */
  public long lengthBytes() {
    return library.resultLength(open());
  }

  /** Copies the formatted result out. */
  public void writeTo(OutputStream out) throws IOException {
    long length = lengthBytes();
    if (length == 0) {
      return;
    }
    MemorySegment bytes = library.resultBuffer(open()).reinterpret(length);
    byte[] chunk = new byte[(int) Math.min(CHUNK_BYTES, length)];
    for (long done = 0; done < length; done += chunk.length) {
      int n = (int) Math.min(chunk.length, length - done);
      MemorySegment.copy(bytes, JAVA_BYTE, done, chunk, 0, n);
      out.write(chunk, 0, n);
    }
  }

  /** Rows of the result. */
  public long rows() {
    return library.resultRowsRead(open());
  }

  /** Rows read from tables to make it. */
  public long rowsRead() {
    return library.resultStorageRowsRead(open());
  }

  /** Bytes read from tables to make it, uncompressed. */
  public long bytesRead() {
    return library.resultStorageBytesRead(open());
  }

  /** Rows an insert wrote. */
  public long rowsWritten() {
    return library.resultRowsWritten(open());
  }

  /** Bytes an insert wrote, uncompressed. */
  public long bytesWritten() {
    return library.resultBytesWritten(open());
  }

  /** How long the engine took. */
  public Duration elapsed() {
    return Duration.ofNanos(Math.round(library.resultElapsed(open()) * 1e9));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      library.destroyResult(result);
    }
  }

  private MemorySegment open() {
    if (closed) {
      throw new IllegalStateException("the result is closed");
    }
    return result;
  }
}
