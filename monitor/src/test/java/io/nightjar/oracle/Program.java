package io.nightjar.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Another program, run for what it prints. */
final class Program {
  private Program() {}

  /** Its output lines; the test is skipped where it is not installed. */
  static List<String> lines(String... command) throws IOException, InterruptedException {
    Assumptions.assumeTrue(isInstalled(command[0]), () -> "skipped: no " + command[0]);
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1))) {
      List<String> lines = out.lines().toList();
      process.waitFor();
      return lines;
    }
  }

  static boolean isInstalled(String name) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }
}
