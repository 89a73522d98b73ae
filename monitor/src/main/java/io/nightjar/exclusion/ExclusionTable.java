package io.nightjar.exclusion;

import io.nightjar.net.Prefix;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of exclusions, and that of removed ones, which can be taken back for 30 days. */
public final class ExclusionTable {
  /** The most there are. */
  public static final int MOST = 5_000;

  /**
   * A row.
   *
   * @param hits alerts it silenced
   * @param lastHit empty for never
   */
  public record Stored(
      Exclusion exclusion, boolean removed, long hits, Optional<Instant> lastHit) {}

  private static final Duration KEPT = Duration.ofDays(30);

  private static final String COLUMNS =
      "id, kind, subject, peer, port, protocol, application, direction, alert, reason, author,"
          + " expires";

  private static final String THERE =
      "SELECT e.*, 0 AS removed, coalesce(h.hits, 0) AS hits, coalesce(h.last, 0) AS last"
          + " FROM alert_exclusions e LEFT JOIN alert_exclusion_hits h ON h.id = e.id";

  private static final String REMOVED =
      "SELECT e.*, coalesce(h.hits, 0) AS hits, coalesce(h.last, 0) AS last"
          + " FROM removed_alert_exclusions e LEFT JOIN alert_exclusion_hits h ON h.id = e.id";

  private ExclusionTable() {}

  /** All there are, most hits first. */
  public static List<Stored> all(Connection connection) throws SQLException {
    List<Stored> all = new ArrayList<>();
    String sql = THERE + " ORDER BY hits DESC, e.id";
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        all.add(stored(row));
      }
    }
    return all;
  }

  /** How many there are. */
  public static int count(Connection connection) throws SQLException {
    String sql = "SELECT count(*) FROM alert_exclusions";
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      return row.getInt(1);
    }
  }

  /** The one of this id, removed or not. */
  public static Optional<Stored> find(Connection connection, String id) throws SQLException {
    Optional<Stored> there = find(connection, THERE, id);
    return there.isPresent() ? there : find(connection, REMOVED, id);
  }

  private static Optional<Stored> find(Connection connection, String sql, String id)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql + " WHERE e.id = ?")) {
      select.setString(1, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(stored(row)) : Optional.empty();
      }
    }
  }

  private static Stored stored(ResultSet row) throws SQLException {
    String peer = row.getString("peer");
    long expires = row.getLong("expires");
    Optional<Instant> end =
        row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(expires));
    long last = row.getLong("last");
    return new Stored(
        new Exclusion(
            Kind.valueOf(row.getString("kind")),
            row.getString("subject"),
            new Conditions(
                peer.isEmpty() ? Optional.empty() : Optional.of(Prefix.parse(peer)),
                row.getInt("port"),
                row.getString("protocol"),
                row.getString("application"),
                row.getString("direction"),
                row.getString("alert")),
            row.getString("reason"),
            row.getString("author"),
            end),
        row.getLong("removed") != 0,
        row.getLong("hits"),
        last == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last)));
  }

  /** The user whose token this is; empty when there is none of this number. */
  public static String author(Connection connection, long token) throws SQLException {
    String sql = "SELECT user FROM tokens WHERE id = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, token);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    }
  }

  /** Adds one. */
  public static void insert(Connection connection, Exclusion exclusion) throws SQLException {
    String sql =
        "INSERT INTO alert_exclusions(" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    Conditions conditions = exclusion.conditions();
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, exclusion.id());
      insert.setString(2, exclusion.kind().name());
      insert.setString(3, exclusion.subject());
      insert.setString(4, conditions.peer().map(Prefix::toString).orElse(""));
      insert.setInt(5, conditions.port());
      insert.setString(6, conditions.protocol());
      insert.setString(7, conditions.application());
      insert.setString(8, conditions.direction());
      insert.setString(9, conditions.alert());
      insert.setString(10, exclusion.reason());
      insert.setString(11, exclusion.author());
      if (exclusion.expires().isPresent()) {
        insert.setLong(12, exclusion.expires().get().toEpochMilli());
      } else {
        insert.setNull(12, Types.INTEGER);
      }
      insert.executeUpdate();
    }
  }

  /** Removes one; it can be taken back for a while. */
  public static void remove(Connection connection, String id, Instant now) throws SQLException {
    long millis = now.toEpochMilli();
    String forget = "DELETE FROM removed_alert_exclusions WHERE removed < ?";
    try (PreparedStatement delete = connection.prepareStatement(forget)) {
      delete.setLong(1, millis - KEPT.toMillis());
      delete.executeUpdate();
    }
    run(
        connection,
        "INSERT OR REPLACE INTO removed_alert_exclusions(%1$s, removed) SELECT %1$s, %2$d FROM alert_exclusions WHERE id = ?"
            .formatted(COLUMNS, millis),
        id);
    run(connection, "DELETE FROM alert_exclusions WHERE id = ?", id);
  }

  /** Takes back that one was removed. */
  public static void restore(Connection connection, String id) throws SQLException {
    run(
        connection,
        "INSERT OR IGNORE INTO alert_exclusions(%1$s) SELECT %1$s FROM removed_alert_exclusions WHERE id = ?"
            .formatted(COLUMNS),
        id);
    run(connection, "DELETE FROM removed_alert_exclusions WHERE id = ?", id);
  }

  private static void run(Connection connection, String sql, String id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, id);
      statement.executeUpdate();
    }
  }

  /** Adds to what one silenced. */
  static void addHits(Connection connection, String id, long hits, long lastMillis)
      throws SQLException {
    String sql =
        "INSERT INTO alert_exclusion_hits(id, hits, last) VALUES (?, ?, ?)"
            + " ON CONFLICT(id) DO UPDATE SET hits = hits + excluded.hits, last = excluded.last";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, id);
      insert.setLong(2, hits);
      insert.setLong(3, lastMillis);
      insert.executeUpdate();
    }
  }
}
