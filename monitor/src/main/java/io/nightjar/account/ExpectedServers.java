package io.nightjar.account;

import io.nightjar.net.Prefix;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table of servers that hosts are expected to use. */
public final class ExpectedServers {
  /** The most entries of a kind, over all networks. */
  public static final int MOST_OF_A_KIND = 256;

  /**
   * One entry.
   *
   * @param network whose hosts it is for; empty for all
   * @param addresses one address as its host prefix, or a range of them
   */
  public record Server(ServerKind kind, Optional<Prefix> network, Prefix addresses) {}

  private static final String EVERYWHERE = "";

  private ExpectedServers() {}

  /** All entries: by kind, those for all networks first, in the order of their text. */
  public static List<Server> all(Connection connection) throws SQLException {
    List<Server> servers = new ArrayList<>();
    String sql =
        "SELECT kind, network, server FROM expected_servers ORDER BY kind, network, server";
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        servers.add(
            new Server(
                ServerKind.valueOf(row.getString(1)),
                Optional.of(row.getString(2))
                    .filter(text -> !text.equals(EVERYWHERE))
                    .map(Prefix::parse),
                Prefix.parse(row.getString(3))));
      }
    }
    return servers;
  }

  /** Puts these in the place of the entries of this kind and network. */
  public static void replace(
      Connection connection, ServerKind kind, Optional<Prefix> network, List<Prefix> servers)
      throws SQLException {
    String where = network.map(Prefix::toString).orElse(EVERYWHERE);
    String delete = "DELETE FROM expected_servers WHERE kind = ? AND network = ?";
    try (PreparedStatement statement = connection.prepareStatement(delete)) {
      statement.setString(1, kind.name());
      statement.setString(2, where);
      statement.executeUpdate();
    }
    String insert = "INSERT INTO expected_servers(kind, network, server) VALUES (?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      for (Prefix server : servers) {
        statement.setString(1, kind.name());
        statement.setString(2, where);
        statement.setString(3, server.toString());
        statement.executeUpdate();
      }
    }
  }

  /** An address as itself, a range in CIDR form. */
  public static String text(Prefix addresses) {
    return addresses.length() == Prefix.HOST_BITS
        ? addresses.address().toString()
        : addresses.toString();
  }

  /** A kind as callers write it. */
  public static String text(ServerKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
