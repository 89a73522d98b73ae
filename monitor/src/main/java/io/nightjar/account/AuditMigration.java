package io.nightjar.account;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Chains the audit: rows of before are the first of the chain, with the numbers they had order in.
 */
final class AuditMigration {
  private static final List<String> TABLES =
      List.of(
          "DROP TRIGGER audit_is_never_changed",
          "DROP TRIGGER audit_is_never_deleted",
          "ALTER TABLE audit RENAME TO audit_before",
          """
          CREATE TABLE audit (
            id INTEGER PRIMARY KEY,
            time INTEGER NOT NULL,
            user TEXT NOT NULL,
            token_id INTEGER NOT NULL,
            token_name TEXT NOT NULL,
            door TEXT NOT NULL,
            address TEXT NOT NULL,
            client TEXT NOT NULL,
            trace TEXT NOT NULL,
            action TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL,
            sql TEXT NOT NULL,
            outcome TEXT NOT NULL,
            rows INTEGER NOT NULL,
            bytes INTEGER NOT NULL,
            millis INTEGER NOT NULL,
            hash TEXT NOT NULL) STRICT""",
          "CREATE INDEX audit_times ON audit(time)",
          """
          CREATE TABLE audit_state (
            archived_id INTEGER NOT NULL,
            archived_hash TEXT NOT NULL,
            head_id INTEGER NOT NULL,
            head_hash TEXT NOT NULL,
            bytes INTEGER NOT NULL) STRICT""",
          "INSERT INTO audit_state VALUES (0, '%1$s', 0, '%1$s', 0)".formatted(AuditRow.START));

  private static final List<String> TRIGGERS =
      List.of(
          """
          CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
          BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END""",
          """
          CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
          WHEN OLD.id > (SELECT archived_id FROM audit_state)
          BEGIN SELECT RAISE(ABORT, 'audit rows are deleted only once they are archived'); END""",
          """
          CREATE TRIGGER audit_only_grows BEFORE UPDATE ON audit_state
          WHEN NEW.head_id < OLD.head_id OR NEW.archived_id < OLD.archived_id
          BEGIN SELECT RAISE(ABORT, 'the audit only grows'); END""",
          """
          CREATE TRIGGER audit_state_stays BEFORE DELETE ON audit_state
          BEGIN SELECT RAISE(ABORT, 'the audit keeps its state'); END""");

  private AuditMigration() {}

  static void apply(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : TABLES) {
        statement.executeUpdate(sql);
      }
      Audit.append(connection, before(statement));
      statement.executeUpdate("DROP TABLE audit_before");
      for (String sql : TRIGGERS) {
        statement.executeUpdate(sql);
      }
    }
  }

  private static List<AuditEntry> before(Statement statement) throws SQLException {
    List<AuditEntry> entries = new ArrayList<>();
    String sql = "SELECT time, actor, action, subject, detail FROM audit_before ORDER BY id";
    try (ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        entries.add(
            AuditEntry.change(
                Instant.ofEpochMilli(row.getLong(1)),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)));
      }
    }
    return entries;
  }
}
