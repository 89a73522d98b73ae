package io.nightjar.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher does with a program that was built anew. */
class LauncherTest {
  private static final Path SETUP = Path.of("../scripts/setup.sh").toAbsolutePath();

  @TempDir private Path tree;

  @BeforeEach
  void build() throws IOException {
    Files.createDirectories(tree.resolve("native/target"));
    Files.createDirectories(tree.resolve("monitor/target/lib"));
    Files.writeString(tree.resolve("native/target/nightjar-native.jar"), "native");
    Files.writeString(tree.resolve("monitor/target/lib/library.jar"), "library");
    Files.writeString(tree.resolve("monitor/target/nightjar-monitor.jar"), "monitor");
  }

  /** Where the program stands after an installation. */
  private Path install() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "bash",
                "-euc",
                ". \"$0\"; here=$1; install_program; program",
                SETUP.toString(),
                tree.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String program = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    assertEquals(0, process.waitFor());
    return Path.of(program);
  }

  @Test
  void aProgramThatRunsKeepsItsFiles() throws Exception {
    Path first = install();
    String jar = first.resolve("nightjar-monitor.jar").toString();
    Process running = new ProcessBuilder("tail", "-f", jar).start();
    try {
      Files.writeString(tree.resolve("monitor/target/nightjar-monitor.jar"), "newer");
      Path second = install();
      assertEquals("newer", Files.readString(second.resolve("nightjar-monitor.jar")));
      assertEquals("monitor", Files.readString(Path.of(jar)));
      assertTrue(Files.exists(first.resolve("lib/library.jar")));
    } finally {
      running.destroy();
    }
    assertEquals(143, running.waitFor());
    Path third = install();
    assertFalse(Files.exists(first), "nobody runs the first");
    assertTrue(Files.exists(third.resolve("nightjar-native.jar")));
  }
}
