package io.nightjar.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The record of who changed what; rows are only ever added. */
public final class Audit {
  /**
   * One change.
   *
   * @param actor who did it: a user's name, or {@code console} for the machine's operator
   * @param action what was done ({@code token.create})
   * @param subject what it was done to
   * @param detail what else a reader must know; never a secret
   */
  public record Entry(Instant time, String actor, String action, String subject, String detail) {}

  private Audit() {}

  /** Adds a row in the transaction of the change it tells of. */
  public static void append(Connection connection, Entry entry) throws SQLException {
    String sql = "INSERT INTO audit(time, actor, action, subject, detail) VALUES (?, ?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setLong(1, entry.time().toEpochMilli());
      insert.setString(2, entry.actor());
      insert.setString(3, entry.action());
      insert.setString(4, entry.subject());
      insert.setString(5, entry.detail());
      insert.executeUpdate();
    }
  }

  /** The newest rows, newest first. */
  public static List<Entry> newest(Connection connection, int limit) throws SQLException {
    String sql = "SELECT time, actor, action, subject, detail FROM audit ORDER BY id DESC LIMIT ?";
    List<Entry> entries = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Instant time = Instant.ofEpochMilli(row.getLong(1));
          entries.add(
              new Entry(
                  time, row.getString(2), row.getString(3), row.getString(4), row.getString(5)));
        }
      }
    }
    return entries;
  }
}
