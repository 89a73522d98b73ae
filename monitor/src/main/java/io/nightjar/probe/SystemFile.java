package io.nightjar.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** The lines of a small file of the system, read again when it has changed. */
final class SystemFile {
  private static final long MOST_BYTES = 1 << 20;

  private final Path file;
  private volatile Read read = new Read(FileTime.fromMillis(-1), List.of());

  private record Read(FileTime changed, List<List<String>> lines) {}

  SystemFile(Path file) {
    this.file = file;
  }

  /** Its lines as words, without comments; none where it cannot be read. */
  List<List<String>> lines() {
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      if (!changed.equals(read.changed) && Files.size(file) <= MOST_BYTES) {
        read = new Read(changed, parse(Files.readString(file)));
      }
      return read.lines;
    } catch (IOException _) {
      return List.of();
    }
  }

  private static List<List<String>> parse(String text) {
    return text.lines()
        .map(line -> line.replaceAll("[#;].*", "").strip())
        .filter(line -> !line.isEmpty())
        .map(line -> List.of(line.split("\\s+")))
        .toList();
  }
}
