package io.nightjar.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  static List<User> all(Connection connection) throws SQLException {
    String sql =
        """
        SELECT name, role, password IS NOT NULL, created,
          (SELECT count(*) FROM tokens WHERE user = users.name AND revoked IS NULL)
        FROM users ORDER BY name""";
    List<User> users = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        users.add(
            new User(
                row.getString(1),
                Role.valueOf(row.getString(2)),
                row.getBoolean(3),
                Instant.ofEpochMilli(row.getLong(4)),
                row.getInt(5)));
      }
    }
    return users;
  }

  static void setRole(Connection connection, String name, Role role) throws SQLException {
    set(connection, "UPDATE users SET role = ? WHERE name = ?", role.name(), name);
  }

  static void setPassword(Connection connection, String name, String hash) throws SQLException {
    set(connection, "UPDATE users SET password = ? WHERE name = ?", hash, name);
  }

  private static void set(Connection connection, String sql, String value, String name)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setString(1, value);
      update.setString(2, name);
      update.executeUpdate();
    }
  }

  static void remove(Connection connection, String name) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM users WHERE name = ?")) {
      delete.setString(1, name);
      delete.executeUpdate();
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
