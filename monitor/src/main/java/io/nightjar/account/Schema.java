package io.nightjar.account;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, as steps from one {@code user_version} of the file to the next. */
final class Schema {
  /** Times are milliseconds since 1970. A step once released is never changed. */
  private static final List<Step> STEPS =
      List.of(
          sql(
              """
              CREATE TABLE users (
                name TEXT PRIMARY KEY,
                role TEXT NOT NULL,
                password TEXT,
                created INTEGER NOT NULL) STRICT\
              """,
              """
              CREATE TABLE tokens (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                user TEXT NOT NULL REFERENCES users(name),
                name TEXT NOT NULL,
                role TEXT NOT NULL,
                sha256 BLOB NOT NULL UNIQUE,
                created INTEGER NOT NULL,
                expires INTEGER,
                last_used INTEGER,
                revoked INTEGER) STRICT\
              """,
              "CREATE UNIQUE INDEX token_names ON tokens(user, name) WHERE revoked IS NULL",
              """
              CREATE TABLE audit (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                time INTEGER NOT NULL,
                actor TEXT NOT NULL,
                action TEXT NOT NULL,
                subject TEXT NOT NULL,
                detail TEXT NOT NULL) STRICT\
              """,
              """
              CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
              BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END\
              """,
              """
              CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
              BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END\
              """),
          sql("ALTER TABLE tokens ADD COLUMN networks TEXT NOT NULL DEFAULT ''"),
          sql("ALTER TABLE tokens ADD COLUMN interfaces TEXT NOT NULL DEFAULT ''"),
          AuditMigration::apply,
          sql(
              """
              CREATE TABLE expected_servers (
                kind TEXT NOT NULL,
                network TEXT NOT NULL,
                server TEXT NOT NULL,
                PRIMARY KEY (kind, network, server)) STRICT, WITHOUT ROWID\
              """,
              """
              CREATE TABLE done_writes (
                nonce TEXT PRIMARY KEY,
                time INTEGER NOT NULL,
                token INTEGER NOT NULL,
                idempotency_key TEXT,
                digest TEXT NOT NULL,
                result TEXT NOT NULL) STRICT, WITHOUT ROWID\
              """,
              """
              CREATE UNIQUE INDEX done_writes_keys ON done_writes(token, idempotency_key)
              WHERE idempotency_key IS NOT NULL\
              """,
              "CREATE INDEX done_writes_times ON done_writes(time)"),
          sql(
              """
              CREATE TABLE probes (
                measurement TEXT NOT NULL,
                target TEXT NOT NULL,
                threshold REAL NOT NULL,
                granularity TEXT NOT NULL,
                expected_status INTEGER,
                expected_text TEXT,
                maintenance TEXT NOT NULL,
                PRIMARY KEY (measurement, target)) STRICT, WITHOUT ROWID\
              """),
          sql(
              """
              CREATE TABLE notification_destinations (
                name TEXT PRIMARY KEY,
                kind TEXT NOT NULL,
                server TEXT NOT NULL,
                mail_user TEXT NOT NULL,
                sender TEXT NOT NULL,
                recipients TEXT NOT NULL,
                authority TEXT NOT NULL,
                allows_private INTEGER NOT NULL,
                least_severity TEXT NOT NULL,
                categories TEXT NOT NULL,
                entities TEXT NOT NULL,
                networks TEXT NOT NULL,
                alerts TEXT NOT NULL,
                batch_seconds INTEGER NOT NULL,
                batch_most INTEGER NOT NULL,
                most_per_minute INTEGER NOT NULL,
                secrets TEXT NOT NULL) STRICT, WITHOUT ROWID"""),
          sql(
              """
              CREATE TABLE ai_policies (
                name TEXT PRIMARY KEY,
                description TEXT NOT NULL,
                sql TEXT NOT NULL,
                schedule TEXT NOT NULL,
                severity TEXT NOT NULL,
                subject TEXT NOT NULL,
                token INTEGER NOT NULL,
                paused INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
              """
              CREATE TABLE ai_policy_runs (
                policy TEXT PRIMARY KEY,
                started INTEGER NOT NULL,
                rows INTEGER NOT NULL,
                left_out INTEGER NOT NULL,
                rows_read INTEGER NOT NULL,
                bytes_read INTEGER NOT NULL,
                millis INTEGER NOT NULL,
                runs INTEGER NOT NULL,
                failures INTEGER NOT NULL,
                problem TEXT NOT NULL,
                engaged TEXT NOT NULL) STRICT, WITHOUT ROWID""",
              """
              CREATE TABLE alert_exclusions (
                id TEXT PRIMARY KEY,
                kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                peer TEXT NOT NULL,
                port INTEGER NOT NULL,
                protocol TEXT NOT NULL,
                application TEXT NOT NULL,
                direction TEXT NOT NULL,
                alert TEXT NOT NULL,
                reason TEXT NOT NULL,
                author TEXT NOT NULL,
                expires INTEGER) STRICT, WITHOUT ROWID""",
              """
              CREATE TABLE removed_alert_exclusions (
                id TEXT PRIMARY KEY,
                kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                peer TEXT NOT NULL,
                port INTEGER NOT NULL,
                protocol TEXT NOT NULL,
                application TEXT NOT NULL,
                direction TEXT NOT NULL,
                alert TEXT NOT NULL,
                reason TEXT NOT NULL,
                author TEXT NOT NULL,
                expires INTEGER,
                removed INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
              """
              CREATE TABLE alert_exclusion_hits (
                id TEXT PRIMARY KEY,
                hits INTEGER NOT NULL,
                last INTEGER NOT NULL) STRICT, WITHOUT ROWID"""));

  /** From one version to the next; runs in the transaction of all steps. */
  @FunctionalInterface
  private interface Step {
    void on(Connection connection) throws SQLException;
  }

  private static Step sql(String... statements) {
    return connection -> {
      try (Statement statement = connection.createStatement()) {
        for (String sql : statements) {
          statement.executeUpdate(sql);
        }
      }
    };
  }

  /** Of the tables after all steps. */
  static final int VERSION = STEPS.size();

  private Schema() {}

  /** Brings the file to the newest version; refuses one made by a newer Nightjar. */
  static void migrate(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      int version = version(statement);
      if (version > STEPS.size()) {
        throw new SQLException(
            "made by a newer Nightjar (version " + version + ", known: " + STEPS.size() + ")");
      }
      for (Step step : STEPS.subList(version, STEPS.size())) {
        step.on(connection);
      }
      statement.executeUpdate("PRAGMA user_version = " + STEPS.size());
      connection.commit();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
      return row.getInt(1);
    }
  }
}
