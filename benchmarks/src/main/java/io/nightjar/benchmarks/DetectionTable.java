package io.nightjar.benchmarks;

import io.nightjar.benchmarks.ReadCapture.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What alerts see of captures whose truth is known: {@code TRUTH DATA}. */
public final class DetectionTable {
  private static final String CAPTURE = ".*\\.(pcap|pcapng|cap|trace|dump)(\\.gz)?";

  /**
   * The truth of a capture.
   *
   * @param must of each, one alert at least must be raised
   */
  private record Truth(List<Set<String>> must, String verdict) {}

  private int must;
  private int seen;
  private int broken;

  private DetectionTable() {}

  /** Prints the table; the exit status tells whether a capture that must be quiet was not. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    DetectionTable table = new DetectionTable();
    Path data = Path.of(arguments[1]);
    table.known(truths(Path.of(arguments[0])), data.resolve("pcaps"));
    ordinary(data.resolve("ndpi/pcap"));
    System.exit(table.broken > 0 ? 1 : 0);
  }

  private static Map<String, Truth> truths(Path file) throws IOException {
    Map<String, Truth> truths = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] cells = line.split("\t", -1);
      Truth known = truths.getOrDefault(cells[0], new Truth(new ArrayList<>(), cells[2]));
      if (!cells[1].isEmpty()) {
        known.must().add(new TreeSet<>(Arrays.asList(cells[1].split("\\|"))));
      }
      truths.put(cells[0], known);
    }
    return truths;
  }

  private void known(Map<String, Truth> truths, Path folder)
      throws IOException, InterruptedException {
    for (Path file : captures(folder)) {
      String name = folder.relativize(file).toString();
      Truth any = truths.get(name.replaceFirst("/.*", "/*"));
      Truth truth = truths.getOrDefault(name, any);
      if (truth != null) {
        compare(name, truth, ReadCapture.of(file));
      }
    }
    System.out.printf(
        "%n%d of %d that must be seen are (%.1f %%); %d captures louder than they may be%n%n",
        seen, must, 100.0 * seen / Math.max(1, must), broken);
  }

  private void compare(String name, Truth truth, Seen raised) {
    List<String> missed = new ArrayList<>();
    Set<String> extra = new TreeSet<>(raised.keys());
    for (Set<String> each : truth.must()) {
      must++;
      if (each.stream().anyMatch(raised.keys()::contains)) {
        seen++;
      } else {
        missed.add(String.join("|", each));
      }
      extra.removeAll(each);
    }
    boolean loud =
        switch (truth.verdict()) {
          case "quiet" -> !raised.keys().isEmpty();
          case "benign" -> raised.errors() > 0;
          default -> false;
        };
    broken += loud ? 1 : 0;
    System.out.printf(
        "%s%s [%s]%n  raised %s%n", loud ? "LOUD " : "", name, truth.verdict(), raised.counts());
    if (!missed.isEmpty()) {
      System.out.println("  MISSED " + String.join("; ", missed));
    }
    if (!extra.isEmpty()) {
      System.out.println("  extra " + String.join(" ", extra));
    }
  }

  /** Captures of applications, without those that show attacks or broken packets. */
  private static void ordinary(Path folder) throws IOException, InterruptedException {
    long flows = 0;
    Map<String, Long> errors = new TreeMap<>();
    Map<String, Long> all = new TreeMap<>();
    Map<String, Integer> captures = new TreeMap<>();
    int files = 0;
    for (Path file : captures(folder)) {
      String name = file.getFileName().toString();
      if (ReadCapture.isHostile(name)) {
        continue;
      }
      Seen raised = ReadCapture.of(file);
      files++;
      flows += raised.flows();
      raised.counts().forEach((key, count) -> all.merge(key, count, Long::sum));
      raised.counts().keySet().forEach(key -> captures.merge(key, 1, Integer::sum));
      raised.errorCounts().forEach((key, count) -> errors.merge(key, count, Long::sum));
      if (raised.errors() > 0) {
        System.out.println(name + " " + raised.errorCounts());
      }
    }
    long sum = errors.values().stream().mapToLong(Long::longValue).sum();
    System.out.printf(
        "%nordinary traffic: %d captures, %d flows, %d alerts of error or above, %.2f a 1,000 flows:"
            + " %s%n",
        files, flows, sum, 1000.0 * sum / Math.max(1, flows), errors);
    all.forEach(
        (key, count) ->
            System.out.printf(
                "  %-34s %6d flows in %3d captures%n", key, count, captures.get(key)));
  }

  private static List<Path> captures(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(file -> file.getFileName().toString().matches(CAPTURE))
          .filter(file -> !file.toString().contains("_expected"))
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
