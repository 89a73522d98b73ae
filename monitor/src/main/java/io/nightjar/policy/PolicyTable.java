package io.nightjar.policy;

import io.nightjar.alert.Severity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table of policies. */
public final class PolicyTable {
  /** The most there are. */
  public static final int MOST = 100;

  /** Stands between names of columns, none of which the engine would print with it. */
  private static final String BETWEEN = "\n";

  private static final String SELECT =
      """
      SELECT p.name, p.description, p.sql, p.schedule, p.severity, p.subject, p.token, p.paused,
        coalesce(t.user, '') AS owner
      FROM ai_policies p LEFT JOIN tokens t ON t.id = p.token""";

  private PolicyTable() {}

  /** All policies, by name. */
  public static List<Policy> all(Connection connection) throws SQLException {
    List<Policy> policies = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SELECT + " ORDER BY p.name");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        policies.add(policy(row));
      }
    }
    return policies;
  }

  /** The policy of this name. */
  public static Optional<Policy> find(Connection connection, String name) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + " WHERE p.name = ?")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(policy(row)) : Optional.empty();
      }
    }
  }

  private static Policy policy(ResultSet row) throws SQLException {
    String subject = row.getString("subject");
    return new Policy(
        row.getString("name"),
        row.getString("description"),
        row.getString("sql"),
        Schedule.of(row.getString("schedule")),
        Severity.valueOf(row.getString("severity")),
        subject.isEmpty() ? List.of() : List.of(subject.split(BETWEEN, -1)),
        row.getLong("token"),
        row.getString("owner"),
        row.getBoolean("paused"));
  }

  /** Adds one. */
  public static void insert(Connection connection, Policy policy) throws SQLException {
    String sql =
        "INSERT INTO ai_policies(name, description, sql, schedule, severity, subject, token, paused)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, policy.name());
      insert.setString(2, policy.description());
      insert.setString(3, policy.sql());
      insert.setString(4, policy.schedule().text());
      insert.setString(5, policy.severity().name());
      insert.setString(6, String.join(BETWEEN, policy.subject()));
      insert.setLong(7, policy.token());
      insert.setBoolean(8, policy.paused());
      insert.executeUpdate();
    }
  }

  /** Removes one, if it is there. */
  public static void delete(Connection connection, String name) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM ai_policies WHERE name = ?")) {
      delete.setString(1, name);
      delete.executeUpdate();
    }
  }

  /** Has it asked no more, or again. */
  public static void setPaused(Connection connection, String name, boolean paused)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE ai_policies SET paused = ? WHERE name = ?")) {
      update.setBoolean(1, paused);
      update.setString(2, name);
      update.executeUpdate();
    }
  }
}
