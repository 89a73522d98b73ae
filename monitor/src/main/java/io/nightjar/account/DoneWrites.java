package io.nightjar.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table of confirmations that were used in the last day. A row is written in the transaction of
 * the change it confirmed, so that each works once, and tells what an idempotency key answers.
 */
public final class DoneWrites {
  /** How long rows are kept. */
  public static final Duration KEPT = Duration.ofHours(24);

  /**
   * One confirmation that was used.
   *
   * @param nonce what no two confirmations share
   * @param token whose it was
   * @param digest of the tool and its arguments, SHA-256
   * @param result what was answered, JSON; empty when the user said no
   */
  public record Done(
      String nonce,
      Instant time,
      long token,
      @Nullable String idempotencyKey,
      String digest,
      String result) {}

  private DoneWrites() {}

  /** Whether this confirmation was used. */
  public static boolean isUsed(Connection connection, String nonce) throws SQLException {
    String sql = "SELECT 1 FROM done_writes WHERE nonce = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, nonce);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /** What was done under this key within a day before {@code now}. */
  public static Optional<Done> find(Connection connection, long token, String key, Instant now)
      throws SQLException {
    String sql =
        "SELECT nonce, time, digest, result FROM done_writes"
            + " WHERE token = ? AND idempotency_key = ? AND time >= ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, token);
      select.setString(2, key);
      select.setLong(3, now.minus(KEPT).toEpochMilli());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Done(
                    row.getString(1),
                    Instant.ofEpochMilli(row.getLong(2)),
                    token,
                    key,
                    row.getString(3),
                    row.getString(4)))
            : Optional.empty();
      }
    }
  }

  /** How many rows this token has. */
  public static int count(Connection connection, long token) throws SQLException {
    String sql = "SELECT count(*) FROM done_writes WHERE token = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, token);
      try (ResultSet row = select.executeQuery()) {
        return row.getInt(1);
      }
    }
  }

  /** Removes rows older than a day. */
  public static void forget(Connection connection, Instant now) throws SQLException {
    String sql = "DELETE FROM done_writes WHERE time < ?";
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setLong(1, now.minus(KEPT).toEpochMilli());
      delete.executeUpdate();
    }
  }

  /** Adds a row. */
  public static void insert(Connection connection, Done done) throws SQLException {
    String sql =
        "INSERT INTO done_writes(nonce, time, token, idempotency_key, digest, result)"
            + " VALUES (?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, done.nonce());
      insert.setLong(2, done.time().toEpochMilli());
      insert.setLong(3, done.token());
      insert.setString(4, done.idempotencyKey());
      insert.setString(5, done.digest());
      insert.setString(6, done.result());
      insert.executeUpdate();
    }
  }
}
