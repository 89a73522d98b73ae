package io.nightjar.policy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of how policies go, so that a new start knows what the last run left. */
public final class ProgressTable {
  /** Neither part of what alerts are about has it. */
  private static final String BETWEEN = "\n";

  private ProgressTable() {}

  /** All of it, by policy; a policy that was not asked yet has none. */
  public static Map<String, Progress> all(Connection connection) throws SQLException {
    Map<String, Progress> all = new LinkedHashMap<>();
    String sql = "SELECT * FROM ai_policy_runs";
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        all.put(
            row.getString("policy"),
            new Progress(
                Instant.ofEpochMilli(row.getLong("started")),
                row.getLong("rows"),
                row.getLong("left_out"),
                row.getLong("rows_read"),
                row.getLong("bytes_read"),
                row.getLong("millis"),
                row.getLong("runs"),
                row.getInt("failures"),
                row.getString("problem"),
                engaged(row.getString("engaged"))));
      }
    }
    return all;
  }

  private static List<Engaged> engaged(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(BETWEEN, -1)).map(Engaged::of).toList();
  }

  static void put(Connection connection, String policy, Progress progress) throws SQLException {
    String sql =
        "INSERT OR REPLACE INTO ai_policy_runs(policy, started, rows, left_out, rows_read, bytes_read,"
            + " millis, runs, failures, problem, engaged) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, policy);
      insert.setLong(2, progress.started().toEpochMilli());
      insert.setLong(3, progress.rows());
      insert.setLong(4, progress.leftOut());
      insert.setLong(5, progress.rowsRead());
      insert.setLong(6, progress.bytesRead());
      insert.setLong(7, progress.millis());
      insert.setLong(8, progress.runs());
      insert.setInt(9, progress.failures());
      insert.setString(10, progress.problem());
      insert.setString(
          11, progress.engaged().stream().map(Engaged::text).collect(Collectors.joining(BETWEEN)));
      insert.executeUpdate();
    }
  }

  static void delete(Connection connection, String policy) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM ai_policy_runs WHERE policy = ?")) {
      delete.setString(1, policy);
      delete.executeUpdate();
    }
  }
}
