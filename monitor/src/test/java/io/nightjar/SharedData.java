package io.nightjar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Real captures and exports that stand beside the repository; tests skip where they are absent. */
public final class SharedData {
  private static final Path ROOT =
      Path.of(System.getProperty("nightjar.shared", "../../shared")).resolve("data");

  private SharedData() {}

  /** The folder or file of this name, or skips the test, saying so. */
  public static Path path(String name) {
    Path path = ROOT.resolve(name);
    Assumptions.assumeTrue(Files.exists(path), () -> "skipped: no shared data at " + path);
    return path;
  }

  /** Whether the shared data is there. */
  public static boolean present() {
    return Files.isDirectory(ROOT);
  }

  /** Every capture file, sorted by name; skips the test where there are none. */
  public static List<Path> captures() {
    return Stream.of("ndpi/pcap", "pcaps").flatMap(name -> files(path(name)).stream()).toList();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(pcap|pcapng|cap|trace|dump)(\\.gz)?"))
          .filter(file -> !file.toString().contains("_expected"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
