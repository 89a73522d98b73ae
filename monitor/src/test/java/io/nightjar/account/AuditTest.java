package io.nightjar.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chain of the audit, and whoever tries to rewrite it. */
class AuditTest {
  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir Path folder;
  private Accounts accounts;

  @BeforeEach
  void start() {
    accounts = open();
    var _ = accounts.firstStart();
    for (int i = 0; i < 8; i++) {
      append(call("tool_" + i, "{\"n\":" + i + "}"));
    }
  }

  @AfterEach
  void stop() {
    accounts.close();
  }

  private Accounts open() {
    Accounts opened = new Accounts(Accounts.Config.in(folder), InstantSource.fixed(NOW));
    opened.start();
    return opened;
  }

  private static AuditEntry call(String tool, String arguments) {
    return new AuditEntry(
        NOW,
        "ann",
        7,
        "laptop",
        new Visit("/mcp", "127.0.0.1", "agent 1.0", "0af7651916cd43dd8448eb211c80319c"),
        tool,
        "",
        arguments,
        "SELECT 1",
        new AuditEntry.Result(AuditEntry.ANSWERED, 3, 120, 5));
  }

  private void append(AuditEntry entry) {
    accounts.database().write(connection -> Audit.append(connection, List.of(entry)));
  }

  /** What somebody with the file does, who knows to take the triggers away. */
  private void tamper(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightjar.db"));
        Statement statement = connection.createStatement()) {
      for (String trigger :
          List.of(
              "audit_is_never_changed",
              "audit_is_never_deleted",
              "audit_only_grows",
              "audit_state_stays")) {
        statement.executeUpdate("DROP TRIGGER IF EXISTS " + trigger);
      }
      for (String sql : statements) {
        statement.executeUpdate(sql);
      }
    }
  }

  private Optional<String> broken() {
    return accounts.trail().verify(Optional.empty()).broken();
  }

  @Test
  void whatWasWrittenFollowsAndIsReadAgainAsItWas() {
    AuditCheck check = accounts.trail().verify(Optional.empty());
    assertEquals(Optional.empty(), check.broken());
    assertEquals(1, check.first());
    assertEquals(10, check.last());
    AuditRow newest =
        accounts
            .trail()
            .newest(new AuditFilter("ann", "tool_7", AuditEntry.ANSWERED, NOW, NOW), 0, 5)
            .getFirst();
    assertEquals(call("tool_7", "{\"n\":7}"), newest.entry());
    assertEquals(check.hash(), newest.hash());
  }

  @Test
  void anyTextStaysAsItWasHashed() {
    for (String text :
        List.of(
            "a\0b", "\uD800 alone", "\uDC00", "\u202E", "\r\n\u2028", "😀", "x".repeat(9_000))) {
      append(call(text, text));
      assertEquals(Optional.empty(), broken(), text);
    }
  }

  @Test
  void theFirstRowThatWasChangedIsNamed() throws Exception {
    for (String column :
        List.of("user", "detail", "sql", "outcome", "address", "client", "trace", "token_name")) {
      tamper("UPDATE audit SET " + column + " = " + column + " || 'x' WHERE id = 6");
      assertEquals(Optional.of("row 6 was changed, or one before it"), broken(), column);
      tamper(
          "UPDATE audit SET "
              + column
              + " = substr("
              + column
              + ", 1, length("
              + column
              + ") - 1) WHERE id = 6");
      assertEquals(Optional.empty(), broken(), column);
    }
    for (String column : List.of("time", "token_id", "rows", "bytes", "millis")) {
      tamper("UPDATE audit SET " + column + " = " + column + " + 1 WHERE id = 4");
      assertEquals(Optional.of("row 4 was changed, or one before it"), broken(), column);
      tamper("UPDATE audit SET " + column + " = " + column + " - 1 WHERE id = 4");
    }
  }

  @Test
  void rowsTakenOutPutInOrCutOffAreNoticed() throws Exception {
    AuditTrail.Noted head = noted();
    tamper("DELETE FROM audit WHERE id > 8");
    assertEquals(Optional.of("rows 9 to 10 are missing at the end"), broken());
    tamper("DELETE FROM audit WHERE id = 5");
    assertEquals(Optional.of("row 5 is missing: row 6 came"), broken());
    tamper("UPDATE audit SET id = id - 1 WHERE id > 5");
    assertEquals(Optional.of("row 5 was changed, or one before it"), broken());
    tamper(
        "DELETE FROM audit WHERE id > 4",
        "UPDATE audit_state SET head_id = 4, head_hash = (SELECT hash FROM audit WHERE id = 4)");
    assertEquals(Optional.empty(), broken(), "nothing in the file can tell");
    assertEquals(
        Optional.of("row 10 is not there as it was noted: rows were cut off or rewritten"),
        accounts.trail().verify(Optional.of(head)).broken());
  }

  private AuditTrail.Noted noted() {
    AuditState state = accounts.trail().state();
    return new AuditTrail.Noted(state.headId(), state.headHash());
  }

  @Test
  void theDatabaseItselfRefusesToChangeOrRemoveRows() {
    for (String sql :
        List.of(
            "DELETE FROM audit WHERE id = 1",
            "UPDATE audit SET user = 'x'",
            "DELETE FROM audit_state",
            "UPDATE audit_state SET head_id = 1")) {
      assertThrows(AccountException.class, () -> execute(sql), sql);
    }
    assertEquals(Optional.empty(), broken());
  }

  private int execute(String sql) {
    return accounts
        .database()
        .write(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
              }
            });
  }

  @Test
  void anArchiveTakesAllRowsAndTheChainGoesOnBehindIt() {
    AuditTrail.Noted head = noted();
    List<AuditRow> archive = new ArrayList<>();
    AuditCheck moved = accounts.trail().archive("console", archive::add, () -> {});
    assertEquals(10, archive.size());
    assertEquals(head.hash(), moved.hash());
    AuditCheck check = accounts.trail().verify(Optional.of(head));
    assertEquals(Optional.empty(), check.broken());
    assertEquals(11, check.first());
    assertEquals(11, check.last(), "the row that tells of the archive");
    AuditState state = accounts.trail().state();
    assertEquals(head.id(), state.archivedId());
    assertEquals(head.hash(), state.archivedHash());
    assertTrue(state.bytes() < 400, () -> "freed: " + state);
    assertTrue(archive.getFirst().follows(AuditRow.START));
  }

  @Test
  void whatIsBrokenOrNotKeptIsNotRemoved() throws Exception {
    assertThrows(
        IllegalStateException.class,
        () ->
            accounts
                .trail()
                .archive(
                    "console",
                    _ -> {},
                    () -> {
                      throw new IllegalStateException("disk full");
                    }));
    assertEquals(10, accounts.trail().verify(Optional.empty()).last());
    tamper("UPDATE audit SET user = 'eve' WHERE id = 3");
    assertFalse(accounts.trail().archive("console", _ -> {}, () -> {}).broken().isEmpty());
    assertEquals(10, accounts.trail().newest(AuditFilter.ALL, 0, 100).size());
  }

  @Test
  void twoProcessesWriteOneChain() throws Exception {
    try (Accounts other = open()) {
      Thread thread =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 50; i++) {
                      other.createUser("other", "user" + i, Role.VIEWER, Optional.empty());
                    }
                  });
      for (int i = 0; i < 50; i++) {
        append(call("mine", "{}"));
      }
      thread.join();
    }
    AuditCheck check = accounts.trail().verify(Optional.empty());
    assertEquals(Optional.empty(), check.broken());
    assertEquals(110, check.last());
  }

  /** A file as the version before wrote it. */
  @Test
  void rowsOfAnEarlierVersionBeginTheChain(@TempDir Path old) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + old.resolve("nightjar.db"));
        Statement statement = connection.createStatement()) {
      for (String sql : OLD) {
        statement.executeUpdate(sql);
      }
    }
    Accounts opened = new Accounts(Accounts.Config.in(old), InstantSource.fixed(NOW));
    opened.start();
    try {
      AuditCheck check = opened.trail().verify(Optional.empty());
      assertEquals(Optional.empty(), check.broken());
      assertEquals(2, check.last());
      List<AuditRow> rows = opened.trail().newest(AuditFilter.ALL, 0, 10);
      assertEquals("token.create", rows.getFirst().entry().action());
      assertEquals("root/first", rows.getFirst().entry().subject());
      assertEquals("console", rows.getLast().entry().user());
      assertEquals(List.of(), opened.tokens().getFirst().interfaces());
      opened.createUser("console", "new", Role.VIEWER, Optional.empty());
      assertEquals(3, opened.trail().verify(Optional.empty()).last());
    } finally {
      opened.close();
    }
  }

  private static final List<String> OLD =
      List.of(
          "CREATE TABLE users (name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT, created INTEGER NOT NULL) STRICT",
          "CREATE TABLE tokens (id INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT NOT NULL REFERENCES users(name), name TEXT NOT NULL, role TEXT NOT NULL, sha256 BLOB NOT NULL UNIQUE, created INTEGER NOT NULL, expires INTEGER, last_used INTEGER, revoked INTEGER) STRICT",
          "CREATE UNIQUE INDEX token_names ON tokens(user, name) WHERE revoked IS NULL",
          "CREATE TABLE audit (id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL) STRICT",
          "CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END",
          "CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END",
          "ALTER TABLE tokens ADD COLUMN networks TEXT NOT NULL DEFAULT ''",
          "INSERT INTO users VALUES ('root', 'ADMIN', NULL, 1)",
          "INSERT INTO tokens(user, name, role, sha256, created) VALUES ('root', 'first', 'ADMIN', x'00', 1)",
          "INSERT INTO audit(time, actor, action, subject, detail) VALUES (1000, 'console', 'user.create', 'root', 'ADMIN')",
          "INSERT INTO audit(time, actor, action, subject, detail) VALUES (2000, 'console', 'token.create', 'root/first', 'ADMIN, never expires')",
          "PRAGMA user_version = 2");
}
