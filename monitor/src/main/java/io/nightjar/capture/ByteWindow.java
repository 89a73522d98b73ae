package io.nightjar.capture;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a file in native memory that moves forward through it. Reading beats mapping here: the
 * process does not grow by the file, and a file cut while it is read ends instead of killing the
 * JVM.
 */
final class ByteWindow implements AutoCloseable {
  /** The most bytes that can be asked for at once. */
  static final int CAPACITY = 1 << 19;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment bytes = arena.allocate(CAPACITY, 64);
  private final ByteBuffer free = bytes.asByteBuffer();
  private final ReadableByteChannel channel;
  private long base;
  private int at;
  private int end;
  private @Nullable String failure;

  ByteWindow(ReadableByteChannel channel) {
    this.channel = channel;
  }

  /** The memory; what is at {@link #at} is next. */
  MemorySegment bytes() {
    return bytes;
  }

  /** Where the next byte of the file lies in {@link #bytes}. */
  int at() {
    return at;
  }

  /** How far into the file the next byte is. */
  long fileOffset() {
    return base + at;
  }

  /** Bytes that are here now. */
  int available() {
    return end - at;
  }

  /** Once more was asked for than there is: whether nothing is left of the file. */
  boolean isAtEnd() {
    return at == end && failure == null;
  }

  /** Why reading stopped before the end of the file; null where it did not. */
  @Nullable String failure() {
    return failure;
  }

  /** Brings this many bytes here, at most {@link #CAPACITY}; false where the file has fewer. */
  boolean require(int count) {
    return end - at >= count || fill(count);
  }

  /** Goes forward over bytes that are here. */
  void advance(int count) {
    at += count;
  }

  /** Goes forward over any number of bytes; false where the file has fewer. */
  boolean skip(long count) {
    long left = count;
    while (left > available()) {
      left -= available();
      at = end;
      if (!fill(1)) {
        return false;
      }
    }
    at += (int) left;
    return true;
  }

  private boolean fill(int count) {
    MemorySegment.copy(bytes, at, bytes, 0, available());
    base += at;
    end -= at;
    at = 0;
    try {
      while (end < count && failure == null) {
        free.limit(CAPACITY).position(end);
        int read = channel.read(free);
        if (read < 0) {
          return false;
        }
        end += read;
      }
    } catch (IOException e) {
      failure = String.valueOf(e.getMessage());
    }
    return end >= count;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (arena.scope().isAlive()) {
        arena.close();
      }
    }
  }
}
