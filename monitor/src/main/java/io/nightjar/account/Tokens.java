package io.nightjar.account;

import io.nightjar.net.Prefix;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The table of tokens. */
final class Tokens {
  /** A token's own role is cut to what its user may at the moment of reading. */
  private static final String SELECT =
      """
      SELECT id, user, tokens.name, tokens.role, users.role AS allowed, sha256, tokens.created,
        expires, last_used, revoked, networks, interfaces FROM tokens JOIN users ON users.name = tokens.user
      """;

  /** Stands between names of interfaces, none of which has it. */
  private static final String BETWEEN = "\n";

  private Tokens() {}

  static void insert(Connection connection, Token token, byte[] sha256) throws SQLException {
    String sql =
        "INSERT INTO tokens(user, name, role, sha256, created, expires, networks, interfaces) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, token.user());
      insert.setString(2, token.name());
      insert.setString(3, token.role().name());
      insert.setBytes(4, sha256);
      insert.setLong(5, token.created().toEpochMilli());
      setTime(insert, 6, token.expires());
      insert.setString(7, text(token.networks()));
      insert.setString(8, String.join(BETWEEN, token.interfaces()));
      insert.executeUpdate();
    }
  }

  static Optional<Token> find(Connection connection, byte[] sha256) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + "WHERE sha256 = ?")) {
      select.setBytes(1, sha256);
      try (ResultSet row = select.executeQuery()) {
        return row.next() && MessageDigest.isEqual(row.getBytes("sha256"), sha256)
            ? Optional.of(token(row))
            : Optional.empty();
      }
    }
  }

  static Optional<Token> find(Connection connection, long id) throws SQLException {
    return all(connection).stream().filter(token -> token.id() == id).findFirst();
  }

  /** Gives the rights of a token to another secret; the number of the token that then has them. */
  static long copy(
      Connection connection, Token token, byte[] sha256, Optional<Instant> expires, Instant now)
      throws SQLException {
    String sql =
        """
        INSERT INTO tokens(user, name, role, sha256, created, expires, networks, interfaces)
        SELECT user, name, role, ?, ?, ?, networks, interfaces FROM tokens WHERE id = ?
        RETURNING id""";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setBytes(1, sha256);
      insert.setLong(2, now.toEpochMilli());
      setTime(insert, 3, expires);
      insert.setLong(4, token.id());
      try (ResultSet row = insert.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("no token was made");
        }
        return row.getLong(1);
      }
    }
  }

  /** Removes a user's tokens; how many there were. */
  static int removeOf(Connection connection, String user) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM tokens WHERE user = ?")) {
      delete.setString(1, user);
      return delete.executeUpdate();
    }
  }

  static List<Token> all(Connection connection) throws SQLException {
    List<Token> tokens = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(SELECT + "ORDER BY id");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        tokens.add(token(row));
      }
    }
    return tokens;
  }

  static boolean nameTaken(Connection connection, String user, String name) throws SQLException {
    return all(connection).stream()
        .anyMatch(
            token -> !token.revoked() && token.user().equals(user) && token.name().equals(name));
  }

  /** Whether there was such a token to revoke. */
  static boolean revoke(Connection connection, long id, Instant now) throws SQLException {
    String sql = "UPDATE tokens SET revoked = ? WHERE id = ? AND revoked IS NULL";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setLong(1, now.toEpochMilli());
      update.setLong(2, id);
      return update.executeUpdate() == 1;
    }
  }

  static int setLastUsed(Connection connection, Map<Long, Instant> uses) throws SQLException {
    String sql = "UPDATE tokens SET last_used = ? WHERE id = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (Map.Entry<Long, Instant> use : uses.entrySet()) {
        update.setLong(1, use.getValue().toEpochMilli());
        update.setLong(2, use.getKey());
        update.addBatch();
      }
      return update.executeBatch().length;
    }
  }

  private static Token token(ResultSet row) throws SQLException {
    Role asked = Role.valueOf(row.getString("role"));
    Role allowed = Role.valueOf(row.getString("allowed"));
    return new Token(
        row.getLong("id"),
        row.getString("user"),
        row.getString("name"),
        asked.compareTo(allowed) <= 0 ? asked : allowed,
        Instant.ofEpochMilli(row.getLong("created")),
        time(row, "expires"),
        time(row, "last_used"),
        time(row, "revoked").isPresent(),
        networks(row.getString("networks")),
        interfaces(row.getString("interfaces")));
  }

  private static void setTime(PreparedStatement statement, int at, Optional<Instant> time)
      throws SQLException {
    if (time.isPresent()) {
      statement.setLong(at, time.get().toEpochMilli());
    } else {
      statement.setNull(at, Types.INTEGER);
    }
  }

  private static String text(List<Prefix> networks) {
    return networks.stream().map(Prefix::toString).collect(Collectors.joining(","));
  }

  private static List<Prefix> networks(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(Prefix::parse).toList();
  }

  private static List<String> interfaces(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(BETWEEN, -1));
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
