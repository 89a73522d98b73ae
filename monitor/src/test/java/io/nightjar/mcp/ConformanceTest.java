package io.nightjar.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The protocol's official conformance suite against the endpoint, run by {@code
 * scripts/conformance}, which brings it once. Where it cannot, the test is skipped, saying so.
 */
class ConformanceTest {
  private static final Path SCRIPT =
      Path.of("").toAbsolutePath().resolveSibling("scripts").resolve("conformance");

  /** How the script ends when there is no suite to be had. */
  private static final int CANNOT = 77;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"2026-07-28", "2025-11-25"})
  void passesAllThatARevisionRequires(String revision) throws Exception {
    Path log = folder.resolve("log");
    try (ConformanceServer server = new ConformanceServer(folder.resolve("accounts"))) {
      Process suite =
          new ProcessBuilder(SCRIPT.toString(), "--url", server.url(), revision)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try {
        boolean ended = suite.waitFor(5, TimeUnit.MINUTES);
        assumeTrue(!ended || suite.exitValue() != CANNOT, () -> "skipped: " + text(log));
        assertEquals("0", ended ? "" + suite.exitValue() : "no end", () -> text(log));
      } finally {
        suite.destroy();
      }
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
