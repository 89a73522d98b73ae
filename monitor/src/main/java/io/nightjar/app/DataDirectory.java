package io.nightjar.app;

import java.nio.file.Path;

/** Where things are kept when nobody says otherwise (XDG base directory specification). */
final class DataDirectory {
  private DataDirectory() {}

  /** The data directory. */
  static Path usual() {
    return base("XDG_DATA_HOME", ".local/share").resolve("nightjar");
  }

  /** The look-up files the launcher brought. */
  static Path lookup() {
    String named = System.getenv("NIGHTJAR_LOOKUP");
    return named == null || named.isBlank()
        ? base("XDG_CACHE_HOME", ".cache").resolve("nightjar/lookup")
        : Path.of(named);
  }

  private static Path base(String variable, String underHome) {
    String named = System.getenv(variable);
    return named == null || named.isBlank()
        ? Path.of(System.getProperty("user.home"), underHome)
        : Path.of(named);
  }
}
