package io.nightjar.spool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A folder of batches, each a file named by its number, that outlives the process. It is bounded in
 * bytes and leaves the disk some room. Safe from several threads.
 */
public final class Spool {
  /**
   * How full it is.
   *
   * @param batches that wait
   * @param bytes on disk, as files take it
   * @param limitBytes at most
   * @param damaged files found half written or changed since the start; their rows are lost
   */
  public record Status(int batches, long bytes, long limitBytes, long damaged) {}

  private static final System.Logger LOG = System.getLogger(Spool.class.getName());

  /** What a file takes at least: small batches must not be many beyond measure. */
  private static final long FILE_BLOCK_BYTES = 4_096;

  /** Room left for what else is on the disk: this much, or a twentieth of a small one. */
  private static final long RESERVE_BYTES = 256L << 20;

  private static final int SMALL_DISK_PART = 20;

  private final Path folder;
  private final long limitBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Long, Long> lengths = new TreeMap<>();
  private long bytes;
  private long damaged;

  /** Built, not opened: nothing is touched yet. */
  public Spool(Path folder, long limitBytes) {
    this.folder = folder;
    this.limitBytes = limitBytes;
  }

  /** Opens the folder with what an earlier process left in it; makes it where missing. */
  public void open() {
    try {
      Files.createDirectories(folder);
      readFolder();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the spool " + folder, e);
    }
  }

  private void readFolder() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.matches("[0-9a-f]{16}\\" + BatchFile.SUFFIX)) {
          long taken = taken(Files.size(file));
          lengths.put(Long.parseLong(name.substring(0, 16), 16), taken);
          bytes += taken;
        } else if (name.endsWith(BatchFile.UNFINISHED)) {
          noteDamage(file, "it was not finished");
          Files.delete(file);
        }
      }
    }
  }

  private static long taken(long length) {
    return Math.ceilDiv(length, FILE_BLOCK_BYTES) * FILE_BLOCK_BYTES;
  }

  /** Numbers of the batches that wait. */
  public NavigableSet<Long> numbers() {
    lock.lock();
    try {
      return new TreeSet<>(lengths.keySet());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Keeps a batch under a number not used before. It is on disk when this returns.
   *
   * @return why it is not kept, fit to be shown; empty when it is
   */
  public String add(long number, EncodedBatch batch) {
    String full = full(taken(batch.bytes().remaining()));
    return full.isEmpty() ? addBeyondLimit(number, batch) : full;
  }

  /** As {@link #add}, whatever the limits: for the few batches in memory when the process ends. */
  public String addBeyondLimit(long number, EncodedBatch batch) {
    try {
      long taken = taken(BatchFile.write(file(number), batch));
      lock.lock();
      try {
        lengths.put(number, taken);
        bytes += taken;
      } finally {
        lock.unlock();
      }
      return "";
    } catch (IOException e) {
      return "the spool cannot be written: " + reason(e);
    }
  }

  /** Why there is no room for so many bytes more; empty when there is. */
  private String full(long more) {
    try {
      FileStore disk = Files.getFileStore(folder);
      long reserve = Math.min(RESERVE_BYTES, disk.getTotalSpace() / SMALL_DISK_PART);
      if (disk.getUsableSpace() - more < reserve) {
        return "the disk is full";
      }
    } catch (IOException e) {
      return "the spool cannot be written: " + reason(e);
    }
    lock.lock();
    try {
      return bytes + more > limitBytes
          ? "the spool holds as much as it may, %d MB".formatted(limitBytes >> 20)
          : "";
    } finally {
      lock.unlock();
    }
  }

  /** Paths are of no use to whoever reads health, and none of their business. */
  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    int colon = message.lastIndexOf(": ");
    return colon < 0 ? e.getClass().getSimpleName() : message.substring(colon + 2);
  }

  /**
   * The batch of this number.
   *
   * @throws DamagedBatchException when the file is not what was written; it is counted and deleted
   */
  public EncodedBatch read(long number) throws DamagedBatchException {
    try {
      return BatchFile.read(file(number));
    } catch (IOException e) {
      throw damage(number, reason(e));
    } catch (DamagedBatchException e) {
      throw damage(number, e.getMessage());
    }
  }

  private DamagedBatchException damage(long number, @Nullable String why) {
    String words = noteDamage(file(number), String.valueOf(why));
    remove(number);
    return new DamagedBatchException(words);
  }

  private String noteDamage(Path file, String why) {
    String words = "a batch of rows is lost, spool file " + file.getFileName() + ": " + why;
    LOG.log(System.Logger.Level.ERROR, words);
    lock.lock();
    try {
      damaged++;
    } finally {
      lock.unlock();
    }
    return words;
  }

  /** Forgets a batch. */
  public void remove(long number) {
    try {
      Files.deleteIfExists(file(number));
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "cannot delete spool file " + file(number), e);
    }
    lock.lock();
    try {
      Long taken = lengths.remove(number);
      bytes -= taken == null ? 0 : taken;
    } finally {
      lock.unlock();
    }
  }

  private Path file(long number) {
    return folder.resolve("%016x%s".formatted(number, BatchFile.SUFFIX));
  }

  /** How full it is. */
  public Status status() {
    lock.lock();
    try {
      return new Status(lengths.size(), bytes, limitBytes, damaged);
    } finally {
      lock.unlock();
    }
  }
}
