package io.nightjar.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The right to be the one monitor of a data directory; the kernel takes it back at our end. */
final class MonitorLock implements AutoCloseable {
  private static final int LONGEST_PID = 20;

  private final FileChannel channel;

  private MonitorLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws IllegalStateException when another monitor has it; the message names its process
   */
  static MonitorLock take(Path data) {
    try {
      Files.createDirectories(data);
      FileChannel channel =
          FileChannel.open(
              data.resolve("monitor.lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!locked(channel)) {
        String pid = read(channel);
        channel.close();
        throw new IllegalStateException(
            "data directory %s is in use by process %s: stop it, or start with another --data DIR"
                .formatted(data, pid.isEmpty() ? "(unknown)" : pid));
      }
      channel.truncate(0);
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      return new MonitorLock(channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the data directory " + data, e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException _) {
      return false; // this very process has it
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(LONGEST_PID);
    int length = channel.read(pid, 0);
    return new String(pid.array(), 0, Math.max(length, 0), StandardCharsets.US_ASCII).strip();
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
