package io.nightjar.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of users. */
final class Users {
  private Users() {}

  static void insert(
      Connection connection, String name, Role role, @Nullable String password, Instant created)
      throws SQLException {
    String sql = "INSERT INTO users(name, role, password, created) VALUES (?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, name);
      insert.setString(2, role.name());
      insert.setString(3, password);
      insert.setLong(4, created.toEpochMilli());
      insert.executeUpdate();
    }
  }

  static boolean any(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM users LIMIT 1");
        ResultSet row = select.executeQuery()) {
      return row.next();
    }
  }

  static Optional<Role> role(Connection connection, String name) throws SQLException {
    return column(connection, "SELECT role FROM users WHERE name = ?", name).map(Role::valueOf);
  }

  static Optional<String> password(Connection connection, String name) throws SQLException {
    return column(connection, "SELECT password FROM users WHERE name = ?", name);
  }

  private static Optional<String> column(Connection connection, String sql, String name)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
      }
    }
  }
}
