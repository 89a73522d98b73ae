package io.nightjar.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to be the one engine on a data directory. A store whose parent was killed may still be
 * ending when the next one starts, so taking it waits a while.
 */
final class DirectoryLock implements AutoCloseable {
  private static final int TRIES = 100;
  private static final long TRY_MILLIS = 100;

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  static DirectoryLock take(Path data) throws IOException {
    FileChannel channel =
        FileChannel.open(
            data.resolve("engine.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    for (int i = 0; i < TRIES; i++) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new DirectoryLock(channel);
      }
      pause();
    }
    channel.close();
    throw new IOException("another store has " + data + " open");
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(TRY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the data directory", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
