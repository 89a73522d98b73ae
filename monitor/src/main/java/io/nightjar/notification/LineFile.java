package io.nightjar.notification;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Appends batches to a file, a line a notice. It is opened anew each time, so that whoever renames
 * it gets the next lines in a new one. Past its bound it is moved to {@code NAME.1} in the place of
 * the one before. Its owner's group may read it, for programs that pass it on.
 */
final class LineFile implements Channel {
  /** In the data directory. */
  static final String FOLDER = "notifications";

  /** Of one file, in bytes. */
  static final long USUAL_BOUND = 64L << 20;

  private static final Set<OpenOption> APPEND =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.APPEND,
          LinkOption.NOFOLLOW_LINKS);

  private final ReentrantLock lock = new ReentrantLock();
  private final Path file;
  private final String shown;
  private final long boundBytes;
  private final Function<Batch, List<String>> lines;

  LineFile(Path data, Destination destination, long boundBytes) {
    this.shown = FOLDER + "/" + name(destination);
    this.file = data.resolve(FOLDER).resolve(name(destination));
    this.boundBytes = boundBytes;
    this.lines = destination.kind() == DestinationKind.EVE_FILE ? EveLine::of : EcsLine::of;
  }

  static String name(Destination destination) {
    return destination.name() + ".json";
  }

  @Override
  public Receipt send(Batch batch) throws IOException {
    List<String> written = lines.apply(batch);
    byte[] bytes = (String.join("\n", written) + "\n").getBytes(StandardCharsets.UTF_8);
    lock.lock();
    try {
      makeRoom(bytes.length);
      append(bytes);
    } catch (IOException e) {
      throw new IOException(shown + " cannot be written: " + e.getClass().getSimpleName(), e);
    } finally {
      lock.unlock();
    }
    String count = written.size() == 1 ? "1 line" : written.size() + " lines";
    return Receipt.delivered(count + " written to " + shown);
  }

  private void makeRoom(int bytes) throws IOException {
    Files.createDirectories(
        file.getParent(),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
    if (Files.exists(file) && Files.size(file) + bytes > boundBytes) {
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** All of the lines or none: a full disk leaves no half a line. */
  private void append(byte[] bytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(
            file,
            APPEND,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")))) {
      long before = out.size();
      ByteBuffer left = ByteBuffer.wrap(bytes);
      try {
        while (left.hasRemaining()) {
          out.write(left);
        }
      } catch (IOException e) {
        out.truncate(before);
        throw e;
      }
    }
  }
}
