package io.nightjar.history;

import io.nightjar.schema.Ddl;
import io.nightjar.schema.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A new content of a data directory, made beside the old while no monitor runs there, and put in
 * its place at once. What is killed midway changes nothing before that moment; after it the next
 * start goes on.
 */
/*
 * It is made in DATA/restoring, and DATA/restored/AS-OF is what it is renamed to when it is whole.
 * From then on each name moves, the old one into DATA/before-restore-AS-OF, the new one into DATA;
 * what moved is no longer in DATA/restored, so that moving can be gone on with from any point.
 */
public final class Replacement implements AutoCloseable {
  private static final String MAKING = "restoring";
  private static final String WHOLE = "restored";
  private static final String ASIDE = "before-restore-";
  private static final String STORE = "store";
  private static final DateTimeFormatter AS_OF =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private static final String CONFIGURATION = "nightjar.db";

  /** What only an old content has. */
  private static final List<String> GOING =
      List.of("spool", "lost-parts.txt", CONFIGURATION + "-wal", CONFIGURATION + "-shm");

  /** What every content has; the last to come says that all have. */
  private static final List<String> COMING = List.of(STORE, CONFIGURATION);

  private final Path data;
  private final MonitorLock lock;

  private Replacement(Path data, MonitorLock lock) {
    this.data = data;
    this.lock = lock;
  }

  /**
   * Begins one.
   *
   * @throws IllegalStateException when a monitor has the data directory
   */
  public static Replacement begin(Path data) {
    MonitorLock lock = MonitorLock.take(data);
    Replacement replacement = new Replacement(data, lock);
    try {
      finish(data);
      refuseOtherDisk(data);
      delete(replacement.folder());
      Files.createDirectory(replacement.folder());
      return replacement;
    } catch (IOException e) {
      lock.close();
      throw new UncheckedIOException("cannot write to " + data + ": " + e.getMessage(), e);
    }
  }

  /** A folder that is mounted cannot be moved. */
  private static void refuseOtherDisk(Path data) throws IOException {
    Path store = data.resolve(STORE);
    if (Files.exists(store) && !Files.getFileStore(store).equals(Files.getFileStore(data))) {
      throw new IOException(store + " is on another disk than " + data + ": restore beside it");
    }
  }

  /** Where the new content is made. */
  public Path folder() {
    return data.resolve(MAKING);
  }

  /**
   * Makes a store of a backup that was checked.
   *
   * @param backups the folder backups are in
   * @param history the folder {@link History#backUp} wrote
   * @param rows of each table, which must be there again where merging does not change their number
   * @throws HistoryException when the engine refuses
   * @throws IOException when it does not start
   */
  public void restore(List<String> storeMain, Path backups, Path history, Map<String, Long> rows)
      throws IOException {
    try (StoreProcess process = StoreProcess.start(storeMain, folder().resolve(STORE), backups);
        HistoryClient client = new HistoryClient(process.endpoint())) {
      client.executeLong(
          "RESTORE DATABASE %s FROM File(%s)"
              .formatted(client.ddl().database(), Ddl.quoted(history.toAbsolutePath().toString())));
      Map<String, Extent> extents = Extent.of(client);
      for (Table table : Tables.all()) {
        Long expected = rows.getOrDefault(table.name(), 0L);
        Long found = extents.getOrDefault(table.name(), Extent.UNKNOWN).rows();
        if (table.layout().engine().equals("MergeTree") && !expected.equals(found)) {
          throw HistoryException.refused(
              "%s has %s rows after restoring, expected %d"
                  .formatted(table.name(), found, expected));
        }
      }
    }
  }

  /**
   * Puts the new content in the place of the old.
   *
   * @return where the old one is now; empty when there was none
   */
  public Optional<Path> commit() throws IOException {
    String asOf = AS_OF.format(Instant.now());
    Path whole = Files.createDirectories(data.resolve(WHOLE));
    Files.move(folder(), whole.resolve(asOf));
    sync(whole);
    finish(data);
    Path aside = data.resolve(ASIDE + asOf);
    return Files.exists(aside) ? Optional.of(aside) : Optional.empty();
  }

  /** Goes on with a replacement that was whole, if there is one; its caller has the lock. */
  static void finish(Path data) {
    Path whole = data.resolve(WHOLE);
    if (!Files.isDirectory(whole)) {
      return;
    }
    try (Stream<Path> contents = Files.list(whole)) {
      for (Path content : contents.toList()) {
        putInPlace(data, content, data.resolve(ASIDE + content.getFileName()));
        delete(content);
      }
      Files.delete(whole);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot put what was restored in place in " + data, e);
    }
  }

  private static void putInPlace(Path data, Path content, Path aside) throws IOException {
    if (Files.exists(content.resolve(COMING.getLast()))) {
      for (String name : GOING) {
        putAside(data.resolve(name), aside);
      }
    }
    for (String name : COMING) {
      if (Files.exists(content.resolve(name))) {
        putAside(data.resolve(name), aside);
        Files.move(content.resolve(name), data.resolve(name));
      }
    }
    sync(data);
  }

  private static void putAside(Path old, Path aside) throws IOException {
    if (Files.exists(old)) {
      Files.move(old, Files.createDirectories(aside).resolve(old.getFileName()));
    }
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /** Ends it; without {@link #commit} nothing has changed. */
  @Override
  public void close() {
    try {
      delete(folder());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder(), e);
    } finally {
      lock.close();
    }
  }
}
