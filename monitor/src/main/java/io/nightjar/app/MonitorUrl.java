package io.nightjar.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where the monitor of a data directory answers, for commands on the same machine. */
final class MonitorUrl {
  private static final String FILE = "monitor.url";

  private MonitorUrl() {}

  static void write(Path data, String url) throws IOException {
    Files.writeString(data.resolve(FILE), url);
  }

  /** Where it answers, or answered when it was killed. */
  static String read(Path data) throws IOException {
    try {
      return Files.readString(data.resolve(FILE)).strip();
    } catch (NoSuchFileException e) {
      throw new IOException(
          "no monitor runs on " + data + ": start it, or name one with --url and --token", e);
    }
  }

  static void delete(Path data) {
    try {
      Files.deleteIfExists(data.resolve(FILE));
    } catch (IOException e) {
      System.getLogger(MonitorUrl.class.getName())
          .log(System.Logger.Level.DEBUG, "the monitor's address stays in its file", e);
    }
  }
}
