package io.nightjar.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a backup holds: the file {@code MANIFEST} in its folder, text, a fact a line.
 *
 * @param time of the moment it shows
 * @param program version of the Nightjar that made it
 * @param historyVersion of the tables of history
 * @param configurationVersion of the tables of configuration
 * @param tables of history, by name
 * @param files all others in the folder
 */
record Manifest(
    Instant time,
    String program,
    int historyVersion,
    int configurationVersion,
    Map<String, Table> tables,
    List<CheckedFile> files) {
  static final String NAME = "MANIFEST";

  private static final String FIRST_LINE = "nightjar-backup 1";
  private static final String LAST_LINE = "end";
  private static final long LONGEST_BYTES = 64L << 20;

  /** What a table held. */
  record Table(long rows, long bytes) {}

  /** Rows of flows. */
  long flows() {
    return tables.getOrDefault("flows", new Table(0, 0)).rows();
  }

  /** Size of all files. */
  long bytes() {
    return files.stream().mapToLong(CheckedFile::bytes).sum();
  }

  /** Rows by table. */
  Map<String, Long> rows() {
    Map<String, Long> rows = new TreeMap<>();
    tables.forEach((name, table) -> rows.put(name, table.rows()));
    return rows;
  }

  void write(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(FIRST_LINE);
    lines.add("time " + time);
    lines.add("program " + program);
    lines.add("history-version " + historyVersion);
    lines.add("configuration-version " + configurationVersion);
    tables.forEach(
        (name, table) -> lines.add("table %s %d %d".formatted(name, table.rows(), table.bytes())));
    files.forEach(
        file -> lines.add("file %s %d %s".formatted(file.sha256(), file.bytes(), file.name())));
    lines.add(LAST_LINE);
    Files.write(folder.resolve(NAME), lines, StandardOpenOption.CREATE_NEW);
    CheckedFile.sync(folder.resolve(NAME));
  }

  /**
   * Reads the manifest of a backup.
   *
   * @throws BackupException when there is none, or not a whole one
   */
  static Manifest read(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      if (Files.size(file) > LONGEST_BYTES) {
        throw damaged(file, "it is longer than " + LONGEST_BYTES + " bytes");
      }
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty() || !lines.getFirst().equals(FIRST_LINE)) {
        throw damaged(file, "it does not begin with '" + FIRST_LINE + "'");
      }
      if (!lines.getLast().equals(LAST_LINE)) {
        throw damaged(file, "its end is missing");
      }
      return parse(lines.subList(1, lines.size() - 1));
    } catch (IOException e) {
      throw new BackupException("there is no whole backup at " + folder + ": no manifest", e);
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
      throw damaged(file, "a line is not as it was written");
    }
  }

  private static BackupException damaged(Path file, String how) {
    return new BackupException(file + " is damaged: " + how);
  }

  private static Manifest parse(List<String> lines) {
    Map<String, String> facts = new TreeMap<>();
    Map<String, Table> tables = new TreeMap<>();
    List<CheckedFile> files = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ", 4);
      switch (words[0]) {
        case "table" ->
            tables.put(words[1], new Table(Long.parseLong(words[2]), Long.parseLong(words[3])));
        case "file" -> files.add(new CheckedFile(words[3], Long.parseLong(words[2]), words[1]));
        default -> facts.put(words[0], words[1]);
      }
    }
    return new Manifest(
        Instant.parse(facts.getOrDefault("time", "")),
        facts.getOrDefault("program", ""),
        Integer.parseInt(facts.getOrDefault("history-version", "")),
        Integer.parseInt(facts.getOrDefault("configuration-version", "")),
        tables,
        files);
  }
}
