package io.nightjar.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.account.AuditLog.Reads;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls on their way into the audit, and what becomes of them when it cannot be written. */
class AuditLogTest {
  private static final long ROOM = 1L << 30;

  @TempDir Path folder;
  private Accounts accounts;
  private AuditLog log;

  @BeforeEach
  void start() {
    accounts = new Accounts(Accounts.Config.in(folder), InstantSource.system());
    accounts.start();
    var _ = accounts.firstStart();
    log = log(new AuditLog.Config(Reads.ALL, ROOM, 100));
  }

  @AfterEach
  void stop() {
    log.close();
    accounts.close();
  }

  private AuditLog log(AuditLog.Config config) {
    AuditLog made = new AuditLog(accounts, config, new Telemetry());
    made.start();
    return made;
  }

  private void again(AuditLog.Config config) {
    log.close();
    log = log(config);
  }

  private static AuditEntry call(String tool, String outcome) {
    return new AuditEntry(
        Instant.now(),
        "ann",
        1,
        "laptop",
        Visit.NONE,
        tool,
        "",
        "{}",
        "",
        new AuditEntry.Result(outcome, 0, 0, 0));
  }

  private static AuditEntry read() {
    return call("list_hosts", AuditEntry.ANSWERED);
  }

  private List<String> written() {
    return accounts
        .trail()
        .newest(new AuditFilter("ann", null, null, null, null), 0, 1_000)
        .stream()
        .map(row -> row.entry().action())
        .toList();
  }

  private static void await(BooleanSupplier holds) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!holds.getAsBoolean()) {
      assertTrue(System.nanoTime() < deadline, "not within 20 s");
      Thread.sleep(20);
    }
  }

  private void pragma(String sql) {
    var _ =
        accounts
            .database()
            .write(
                connection -> {
                  try (Statement statement = connection.createStatement()) {
                    return statement.execute("PRAGMA " + sql);
                  }
                });
  }

  /** Lets the file grow no more, as a full disk does. */
  private void fillDisk() {
    long pages =
        accounts
            .database()
            .read(
                connection -> {
                  try (Statement statement = connection.createStatement();
                      ResultSet row = statement.executeQuery("PRAGMA page_count")) {
                    return row.getLong(1);
                  }
                });
    pragma("max_page_count = " + pages);
  }

  @Test
  void readsAreWrittenInTheBackgroundAndWhatWaitsAtTheEndToo() throws Exception {
    log.note(read());
    await(() -> written().size() == 1);
    log.note(read());
    log.close();
    assertEquals(2, written().size());
    log = log(new AuditLog.Config(Reads.ALL, ROOM, 100));
  }

  @Test
  void whatChangesSomethingIsThereWhenItIsSaidToBe() {
    assertTrue(log.record(call("write", "begun")));
    assertEquals(List.of("write"), written());
  }

  @Test
  void whichReadsAreKeptIsChosen() {
    for (Reads reads : Reads.values()) {
      again(new AuditLog.Config(reads, ROOM, 100));
      log.note(call(reads + "-answered", AuditEntry.ANSWERED));
      log.note(call(reads + "-forbidden", "forbidden"));
      assertTrue(log.record(call(reads + "-change", "begun")));
    }
    again(new AuditLog.Config(Reads.ALL, ROOM, 100));
    assertEquals(
        List.of(
            "ALL-answered",
            "ALL-change",
            "ALL-forbidden",
            "ERRORS-change",
            "ERRORS-forbidden",
            "NONE-change"),
        written().stream().sorted().toList());
  }

  @Test
  void aFullQueueRefusesCountsAndSaysSo() throws Exception {
    again(new AuditLog.Config(Reads.ALL, ROOM, 2));
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightjar.db"));
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE"); // as a process that writes for long
      for (int i = 0; i < 2_000; i++) {
        log.note(read());
      }
      assertTrue(log.status().refused() > 1_900);
      statement.execute("ROLLBACK");
    }
    await(() -> log.status().queueLength() == 0 && log.status().written() > 0);
    assertTrue(log.status().problem().orElseThrow().contains("its queue was full"));
    assertEquals(Optional.empty(), accounts.trail().verify(Optional.empty()).broken());
  }

  @Test
  void onAFullDiskReadsGoOnChangesAreRefusedAndNothingIsForgotten() throws Exception {
    fillDisk();
    int noted = 0;
    while (log.status().problem().isEmpty()) {
      log.note(call("n" + noted++, "x".repeat(2_000)));
      Thread.sleep(10);
    }
    assertTrue(
        log.status().problem().get().startsWith("the audit is not written, and nothing can be"),
        log.status()::toString);
    assertFalse(log.record(call("write", "x".repeat(9_000))));
    assertThrows(
        AccountException.class,
        () -> {
          for (int i = 0; i < 100; i++) {
            accounts.createUser("test", "user" + i, Role.VIEWER, Optional.empty());
          }
        });
    pragma("max_page_count = 100000");
    int all = noted;
    await(() -> written().stream().filter(each -> each.startsWith("n")).count() == all);
    await(() -> written().contains("write"));
    assertEquals(Optional.empty(), log.status().problem());
    assertTrue(log.record(call("write", "begun")));
    assertEquals(Optional.empty(), accounts.trail().verify(Optional.empty()).broken());
  }

  @Test
  void anAuditThatIsLargeEnoughTakesChangesOnlyUntilItIsArchived() throws Exception {
    again(new AuditLog.Config(Reads.ALL, 1_000, 100));
    for (int i = 0; i < 20; i++) {
      log.note(read());
    }
    await(() -> log.status().written() == 20);
    log.note(read());
    await(() -> log.status().leftOut() == 1);
    assertTrue(log.status().problem().orElseThrow().contains("nightjar audit archive"));
    assertTrue(log.record(call("write", "begun")));
    var _ = accounts.trail().archive("console", _ -> {}, () -> {});
    log.note(read());
    await(() -> log.status().written() == 22);
    assertEquals(Optional.empty(), log.status().problem());
  }
}
