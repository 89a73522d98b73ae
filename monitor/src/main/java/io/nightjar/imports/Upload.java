package io.nightjar.imports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A capture file on its way into the folder {@code imports}, in pieces one after the other. It is
 * called {@code capture} there once it is whole, and outlives the monitor then.
 */
final class Upload {
  private static final String PART = "upload";
  private static final String WHOLE = "capture";
  private static final String ABOUT = "about";
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /**
   * What is said of a capture file.
   *
   * @param actor who imports it
   * @param name the file's, for people
   */
  record About(String actor, String name) {}

  private final Path folder;
  private final long bytes;
  private final FileChannel channel;
  private final CountDownLatch whole = new CountDownLatch(1);
  private long received;
  private volatile boolean ended;
  private volatile long lastNanos = System.nanoTime();

  private Upload(Path folder, long bytes, FileChannel channel) {
    this.folder = folder;
    this.bytes = bytes;
    this.channel = channel;
  }

  /** Makes the folder, or empties it. */
  static void makeRoom(Path folder) throws IOException {
    Files.createDirectories(folder, OWNER_ONLY);
    clear(folder);
  }

  /** Begins one in an empty folder. */
  static Upload begin(Path folder, About about, long bytes) throws IOException {
    Files.write(folder.resolve(ABOUT), List.of(about.actor(), about.name()));
    return new Upload(
        folder,
        bytes,
        FileChannel.open(
            folder.resolve(PART), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /**
   * Takes the next piece.
   *
   * @param offset where it belongs, which is where the last one ended
   * @return how much has been received
   * @throws ImportException when it does not belong there
   */
  synchronized long take(long offset, ByteBuffer piece) throws IOException {
    if (ended || offset != received || piece.remaining() > bytes - received) {
      throw new ImportException(
          "a piece of %d bytes at %d does not fit: %d of %d bytes are here"
              .formatted(piece.remaining(), offset, received, bytes));
    }
    lastNanos = System.nanoTime();
    while (piece.hasRemaining()) {
      received += channel.write(piece, received);
    }
    if (received == bytes) {
      channel.force(true);
      channel.close();
      Files.move(folder.resolve(PART), folder.resolve(WHOLE), StandardCopyOption.ATOMIC_MOVE);
      whole.countDown();
    }
    return received;
  }

  /** Waits until it is whole; false when no piece came for so long, or it was given up. */
  boolean awaitWhole(Duration patience) throws InterruptedException {
    while (!whole.await(100, TimeUnit.MILLISECONDS)) {
      if (ended || System.nanoTime() - lastNanos > patience.toNanos()) {
        return false;
      }
    }
    return true;
  }

  synchronized long received() {
    return received;
  }

  /** Takes no more pieces. */
  synchronized void end() throws IOException {
    ended = true;
    channel.close();
  }

  /** Where a whole file stands. */
  static Path whole(Path folder) {
    return folder.resolve(WHOLE);
  }

  /** What is said of the whole file that an earlier run left; empty when it left none. */
  static Optional<About> left(Path folder) throws IOException {
    if (!Files.exists(whole(folder)) || !Files.exists(folder.resolve(ABOUT))) {
      return Optional.empty();
    }
    List<String> about = Files.readAllLines(folder.resolve(ABOUT));
    return about.size() == 2
        ? Optional.of(new About(about.getFirst(), about.getLast()))
        : Optional.empty();
  }

  /** Removes what is there. */
  static void clear(Path folder) throws IOException {
    for (String name : List.of(PART, WHOLE, ABOUT)) {
      Files.deleteIfExists(folder.resolve(name));
    }
  }
}
