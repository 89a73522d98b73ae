package io.nightjar.backup;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder backups are in, a folder each. One that is being made has a dot before its name, and
 * loses it when it is whole.
 */
public final class BackupFolder {
  /** What stands in a backup beside its manifest: ClickHouse's own backup. */
  static final String HISTORY = "history";

  /** What stands in a backup beside its manifest: the SQLite file. */
  static final String CONFIGURATION = "nightjar.db";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final String UNFINISHED = ".";

  /**
   * A backup, by its manifest.
   *
   * @param time of the moment it shows; null where that is not known
   * @param problem what is wrong with it; empty when nothing is
   */
  public record Entry(
      String name, @Nullable Instant time, long bytes, long flows, long rows, String problem) {}

  private final Path path;

  /** The folder at this path, which need not be there. */
  public BackupFolder(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Refuses what is no backup's name. */
  public static void check(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new BackupException(
          "'"
              + name
              + "' is no name for a backup: 1 to 64 letters, digits, dots, hyphens and"
              + " underscores, a letter or digit first");
    }
  }

  /** All that are there, oldest first, then those of unknown time. */
  public List<Entry> list() {
    List<Entry> entries = new ArrayList<>();
    if (Files.isDirectory(path)) {
      try (Stream<Path> folders = Files.list(path)) {
        folders.filter(Files::isDirectory).sorted().map(BackupFolder::entry).forEach(entries::add);
      } catch (IOException e) {
        throw new BackupException("cannot read " + path + ": " + e.getMessage(), e);
      }
    }
    entries.sort(
        Comparator.comparing(Entry::time, Comparator.nullsLast(Comparator.naturalOrder())));
    return entries;
  }

  private static Entry entry(Path backup) {
    String name = backup.getFileName().toString();
    if (name.startsWith(UNFINISHED)) {
      return new Entry(
          name.substring(1), null, 0, 0, 0, "not complete: it is being made, or broke off");
    }
    try {
      Manifest manifest = Manifest.read(backup);
      Optional<CheckedFile> missing =
          manifest.files().stream().filter(file -> !file.isThere(backup)).findFirst();
      return new Entry(
          name,
          manifest.time(),
          manifest.bytes(),
          manifest.flows(),
          manifest.rows().values().stream().mapToLong(Long::longValue).sum(),
          missing.map(file -> "damaged: " + file.name() + " is missing or cut").orElse(""));
    } catch (BackupException e) {
      return new Entry(name, null, 0, 0, 0, "damaged: " + e.getMessage());
    }
  }

  /** The moment the newest whole backup shows. */
  Optional<Instant> newest() {
    return list().stream()
        .filter(each -> each.problem().isEmpty())
        .map(Entry::time)
        .reduce((_, later) -> later);
  }

  /** Where the backup of this name is, or would be. */
  Path of(String name) {
    check(name);
    return path.resolve(name);
  }

  /** The folder itself, made where missing; only its owner may look into it. */
  Path make() throws IOException {
    try {
      return Files.createDirectories(path, OWNER_ONLY);
    } catch (FileAlreadyExistsException e) {
      throw new BackupException(path + " is no folder: name another with run --backups DIR", e);
    }
  }

  private static final java.nio.file.attribute.FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /** The folder a backup is made in. */
  Path begin(String name) throws IOException {
    Path unfinished = path.resolve(UNFINISHED + name);
    delete(unfinished);
    return Files.createDirectory(unfinished, OWNER_ONLY);
  }

  /** Gives a backup that is whole its name. */
  void finish(String name) throws IOException {
    Files.move(path.resolve(UNFINISHED + name), of(name), StandardCopyOption.ATOMIC_MOVE);
    CheckedFile.sync(path);
  }

  /** Removes what broke off. */
  void removeUnfinished() {
    if (!Files.isDirectory(path)) {
      return;
    }
    try (Stream<Path> folders = Files.list(path)) {
      for (Path each : folders.toList()) {
        if (each.getFileName().toString().startsWith(UNFINISHED) && Files.isDirectory(each)) {
          delete(each);
        }
      }
    } catch (IOException e) {
      System.getLogger(BackupFolder.class.getName())
          .log(System.Logger.Level.WARNING, "cannot remove a backup that broke off: " + e);
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
}
