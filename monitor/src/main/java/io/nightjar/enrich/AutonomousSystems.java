package io.nightjar.enrich;

import io.nightjar.net.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads ip-location-db's CSV lines {@code first,last,number,organisation}, sorted by address, into
 * ranges whose value is one more than the index of a system.
 */
final class AutonomousSystems {
  private final AddressRangesBuilder ranges = new AddressRangesBuilder();
  private final List<Origins.AutonomousSystem> systems = new ArrayList<>();
  private final Map<String, Integer> known = new HashMap<>();

  private AutonomousSystems() {}

  /**
   * Reads CSV files.
   *
   * @throws IOException when one cannot be read or has a line of another form
   */
  static AutonomousSystems read(Path... files) throws IOException {
    AutonomousSystems table = new AutonomousSystems();
    for (Path file : files) {
      table.readFile(file);
    }
    return table;
  }

  private void readFile(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          add(line);
        } catch (IllegalArgumentException e) {
          throw new IOException(file.getFileName() + ": not first,last,number,name: " + line, e);
        }
      }
    }
  }

  private void add(String line) {
    int first = line.indexOf(',');
    int second = line.indexOf(',', first + 1);
    int third = line.indexOf(',', second + 1);
    if (first < 0 || third < 0) {
      throw new IllegalArgumentException("fewer than four fields");
    }
    Integer system = known.computeIfAbsent(line.substring(second + 1), this::system);
    ranges.add(
        IpAddress.parse(line.substring(0, first)),
        IpAddress.parse(line.substring(first + 1, second)),
        system);
  }

  private int system(String numberAndName) {
    int comma = numberAndName.indexOf(',');
    String name = numberAndName.substring(comma + 1);
    boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
    systems.add(
        new Origins.AutonomousSystem(
            Long.parseLong(numberAndName.substring(0, comma)),
            quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name));
    return systems.size();
  }

  AddressRangesBuilder ranges() {
    return ranges;
  }

  List<Origins.AutonomousSystem> systems() {
    return systems;
  }
}
