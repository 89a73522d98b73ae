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
        expires, last_used, revoked, networks FROM tokens JOIN users ON users.name = tokens.user
      """;

  private Tokens() {}

  static void insert(Connection connection, Token token, byte[] sha256) throws SQLException {
    String sql =
        "INSERT INTO tokens(user, name, role, sha256, created, expires, networks) VALUES (?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, token.user());
      insert.setString(2, token.name());
      insert.setString(3, token.role().name());
      insert.setBytes(4, sha256);
      insert.setLong(5, token.created().toEpochMilli());
      if (token.expires().isPresent()) {
        insert.setLong(6, token.expires().get().toEpochMilli());
      } else {
        insert.setNull(6, Types.INTEGER);
      }
      insert.setString(7, text(token.networks()));
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
        networks(row.getString("networks")));
  }

  private static String text(List<Prefix> networks) {
    return networks.stream().map(Prefix::toString).collect(Collectors.joining(","));
  }

  private static List<Prefix> networks(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(Prefix::parse).toList();
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
