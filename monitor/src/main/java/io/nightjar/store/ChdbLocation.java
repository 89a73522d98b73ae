package io.nightjar.store;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where libchdb.so is on this machine. */
public final class ChdbLocation {
  private static final String CACHED = "nightjar/chdb/26.7.3-stable.1/libchdb.so";

  private ChdbLocation() {}

  /**
   * The file named by the system property {@code nightjar.chdb}, else by the environment's
   * NIGHTJAR_CHDB, else the launcher's copy in the user's cache.
   *
   * @throws FileNotFoundException when it is not there; the message says where it should be
   */
  public static Path find() throws FileNotFoundException {
    Path path = expected();
    if (!Files.isReadable(path)) {
      throw new FileNotFoundException(
          "no libchdb at "
              + path
              + ": start once through ./nightjar, which brings it, or name it in"
              + " NIGHTJAR_CHDB");
    }
    return path;
  }

  /** Where it is looked for. */
  public static Path expected() {
    String named = firstNamed(System.getProperty("nightjar.chdb"), System.getenv("NIGHTJAR_CHDB"));
    if (!named.isEmpty()) {
      return Path.of(named);
    }
    String cache = firstNamed(System.getenv("XDG_CACHE_HOME"), null);
    return cache.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache").resolve(CACHED)
        : Path.of(cache).resolve(CACHED);
  }

  private static String firstNamed(@Nullable String first, @Nullable String second) {
    if (first != null && !first.isBlank()) {
      return first;
    }
    return second == null ? "" : second;
  }
}
