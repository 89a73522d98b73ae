package io.nightjar.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.account.Database;
import io.nightjar.history.History;
import io.nightjar.store.ChdbLocation;
import io.nightjar.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Backups that cannot be made, on the real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupsTest {
  private History history;
  private Database configuration;
  private Path folder = Path.of("");

  @BeforeAll
  void start(@TempDir Path data) throws InterruptedException {
    Path library = ChdbLocation.expected();
    Assumptions.assumeTrue(Files.isReadable(library), () -> "skipped: no libchdb at " + library);
    folder = data.resolve("backups");
    history = new History(History.Config.in(data), new Telemetry());
    history.start();
    configuration = Database.open(data.resolve("nightjar.db"));
    assertTrue(history.awaitReady(Duration.ofSeconds(30)));
  }

  @AfterAll
  void end() {
    if (history != null) {
      history.close();
      configuration.close();
    }
  }

  private Backups backups(ToLongFunction<Path> freeBytes) {
    return new Backups(
        new BackupFolder(folder), "test", history, () -> configuration, freeBytes, new Telemetry());
  }

  @Test
  void isNotBegunWhereTheDiskWouldBeFull() throws Exception {
    Backups backups = backups(_ -> 1_000);
    String problem = make(backups, "never");
    assertTrue(problem.contains("has 1000 bytes free"), problem);
    assertTrue(backups.folder().list().stream().noneMatch(each -> each.name().equals("never")));
  }

  @Test
  void leavesNothingOnADiskThatFillsUpMeanwhile() throws Exception {
    Files.createDirectories(folder);
    Assumptions.assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString()) == 0,
        "skipped: no right to mount");
    try {
      Backups backups = backups(_ -> Long.MAX_VALUE);
      assertEquals("the disk of " + folder + " is full", make(backups, "x"));
      try (Stream<Path> left = Files.list(folder)) {
        assertEquals(List.of(), left.toList());
      }
    } finally {
      assertEquals(0, run("umount", folder.toString()));
    }
    assertEquals("", make(backups(_ -> Long.MAX_VALUE), "x"));
  }

  @Test
  void removesWhatBrokeOffAndRefusesNamesThatLeaveTheFolder() throws IOException {
    Path broken = Files.createDirectories(folder.resolve(".broken/history"));
    Backups backups = backups(_ -> Long.MAX_VALUE);
    backups.start();
    assertTrue(Files.notExists(broken.getParent()));
    for (String name : List.of("", ".", "..", ".x", "../x", "a/b", "a b", "ä", "x".repeat(65))) {
      assertThrows(BackupException.class, () -> backups.begin("test", name), name);
    }
  }

  /** Why none was made; empty when one was. */
  private static String make(Backups backups, String name) throws InterruptedException {
    backups.begin("test", name);
    while (backups.last().running()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return backups.last().problem();
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
