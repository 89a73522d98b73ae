package io.nightjar.enrich;

import io.nightjar.net.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The autonomous system of a public address, from ip-location-db's CSV lines {@code
 * first,last,number,organisation}, sorted by address. Safe from several threads.
 */
public final class AutonomousSystems {
  private long[] firstHigh = new long[1 << 16];
  private long[] firstLow = new long[1 << 16];
  private long[] lastHigh = new long[1 << 16];
  private long[] lastLow = new long[1 << 16];
  private AutonomousSystem[] systems = new AutonomousSystem[1 << 16];
  private int size;

  private AutonomousSystems() {}

  /** Knows none. */
  public static AutonomousSystems none() {
    return new AutonomousSystems();
  }

  /**
   * Reads CSV files, IPv4 first.
   *
   * @throws IOException when one cannot be read or has a line of another form
   */
  public static AutonomousSystems read(Path... files) throws IOException {
    AutonomousSystems table = new AutonomousSystems();
    Map<String, AutonomousSystem> shared = new HashMap<>();
    for (Path file : files) {
      table.readFile(file, shared);
    }
    return table;
  }

  private void readFile(Path file, Map<String, AutonomousSystem> shared) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        try {
          add(line, shared);
        } catch (IllegalArgumentException e) {
          throw new IOException(file.getFileName() + ": not first,last,number,name: " + line, e);
        }
      }
    }
  }

  private void add(String line, Map<String, AutonomousSystem> shared) {
    int first = line.indexOf(',');
    int second = line.indexOf(',', first + 1);
    int third = line.indexOf(',', second + 1);
    if (first < 0 || third < 0) {
      throw new IllegalArgumentException("fewer than four fields");
    }
    if (size == systems.length) {
      grow();
    }
    IpAddress from = IpAddress.parse(line.substring(0, first));
    IpAddress to = IpAddress.parse(line.substring(first + 1, second));
    firstHigh[size] = from.high();
    firstLow[size] = from.low();
    lastHigh[size] = to.high();
    lastLow[size] = to.low();
    systems[size] = shared.computeIfAbsent(line.substring(second + 1), AutonomousSystems::system);
    size++;
  }

  private static AutonomousSystem system(String numberAndName) {
    int comma = numberAndName.indexOf(',');
    String name = numberAndName.substring(comma + 1);
    boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
    return new AutonomousSystem(
        Long.parseLong(numberAndName.substring(0, comma)),
        quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name);
  }

  private void grow() {
    firstHigh = Arrays.copyOf(firstHigh, size * 2);
    firstLow = Arrays.copyOf(firstLow, size * 2);
    lastHigh = Arrays.copyOf(lastHigh, size * 2);
    lastLow = Arrays.copyOf(lastLow, size * 2);
    systems = Arrays.copyOf(systems, size * 2);
  }

  /** The system that announces this address. */
  public AutonomousSystem of(IpAddress address) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (compare(firstHigh[middle], firstLow[middle], address) > 0) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return high >= 0 && compare(lastHigh[high], lastLow[high], address) >= 0
        ? systems[high]
        : AutonomousSystem.UNKNOWN;
  }

  private static int compare(long high, long low, IpAddress address) {
    int first = Long.compareUnsigned(high, address.high());
    return first != 0 ? first : Long.compareUnsigned(low, address.low());
  }

  /** How many ranges are known. */
  public int size() {
    return size;
  }
}
