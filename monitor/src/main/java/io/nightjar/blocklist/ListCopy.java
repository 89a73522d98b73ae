package io.nightjar.blocklist;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Properties;

/** The last good copy of a list on disk, and of what it is a copy. One thread. */
final class ListCopy {
  /**
   * What its source says of it; empty for nothing.
   *
   * @param etag of a file: size and time
   */
  record Version(String etag, String lastModified) {
    static final Version NONE = new Version("", "");
  }

  private static final String FROM = "from";
  private static final String ETAG = "etag";
  private static final String LAST_MODIFIED = "last-modified";
  private static final String CHECKED = "checked";

  private final Path file;
  private final Path about;
  private final String from;
  private Version version = Version.NONE;
  private Optional<Instant> checked = Optional.empty();

  /** Reads what is known of the copy of this list in this folder. */
  ListCopy(Path folder, ListSource source) {
    file = folder.resolve(source.name());
    about = folder.resolve(source.name() + ".properties");
    from = String.valueOf(source.url() == null ? source.file() : source.url());
    Properties known = new Properties();
    try (InputStream in = Files.newInputStream(about)) {
      known.load(in);
    } catch (IOException | IllegalArgumentException _) {
      return; // none, or damaged: fetched anew
    }
    if (from.equals(known.getProperty(FROM)) && Files.isRegularFile(file)) {
      version = new Version(known.getProperty(ETAG, ""), known.getProperty(LAST_MODIFIED, ""));
      checked = time(known.getProperty(CHECKED, ""));
    }
  }

  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  /** Where it is. */
  Path file() {
    return file;
  }

  /** Whether there is one of this source. */
  boolean exists() {
    return checked.isPresent() && Files.isRegularFile(file);
  }

  Version version() {
    return exists() ? version : Version.NONE;
  }

  /** When it was last known to be what the source has. */
  Optional<Instant> checked() {
    return checked;
  }

  /** A file to write the next one into. */
  Path fresh() throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    return Files.createTempFile(file.toAbsolutePath().getParent(), ".fresh", ".tmp");
  }

  /** Puts the fresh one in its place. */
  void keep(Path fresh, Version newVersion, Instant now) throws IOException {
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    version = newVersion;
    isCurrent(now);
  }

  /** Notes that the source has nothing newer. */
  void isCurrent(Instant now) throws IOException {
    checked = Optional.of(now);
    Properties known = new Properties();
    known.setProperty(FROM, from);
    known.setProperty(ETAG, version.etag());
    known.setProperty(LAST_MODIFIED, version.lastModified());
    known.setProperty(CHECKED, now.toString());
    Path written = fresh();
    try (OutputStream out = Files.newOutputStream(written)) {
      known.store(out, null);
    }
    Files.move(written, about, StandardCopyOption.ATOMIC_MOVE);
  }
}
