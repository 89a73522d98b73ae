package io.nightjar.notification;

import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Severity;
import io.nightjar.net.Prefix;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of destinations. Lists are texts with commas between. */
public final class Destinations {
  /** The most there are. */
  public static final int MOST = 32;

  private static final List<String> COLUMNS =
      List.of(
          "name",
          "kind",
          "server",
          "mail_user",
          "sender",
          "recipients",
          "authority",
          "allows_private",
          "least_severity",
          "categories",
          "entities",
          "networks",
          "alerts",
          "batch_seconds",
          "batch_most",
          "most_per_minute",
          "secrets");

  /** A row, its secrets sealed. */
  record Row(Destination destination, String sealed) {}

  private Destinations() {}

  /** All, in the order of their names. */
  static List<Row> all(Connection connection) throws SQLException {
    List<Row> rows = new ArrayList<>();
    String sql =
        "SELECT " + String.join(", ", COLUMNS) + " FROM notification_destinations ORDER BY name";
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        rows.add(new Row(destination(row), row.getString("secrets")));
      }
    }
    return rows;
  }

  /** The one of this name. */
  public static Optional<Destination> find(Connection connection, String name) throws SQLException {
    return all(connection).stream()
        .map(Row::destination)
        .filter(each -> each.name().equals(name))
        .findFirst();
  }

  /** How many there are. */
  public static int count(Connection connection) throws SQLException {
    return all(connection).size();
  }

  private static Destination destination(ResultSet row) throws SQLException {
    return new Destination(
        row.getString("name"),
        DestinationKind.valueOf(row.getString("kind")),
        row.getString("server"),
        new Destination.Mail(
            row.getString("mail_user"),
            row.getString("sender"),
            split(row.getString("recipients"), text -> text).toList()),
        row.getString("authority"),
        row.getBoolean("allows_private"),
        new NoticeFilter(
            Severity.valueOf(row.getString("least_severity")),
            split(row.getString("categories"), Category::valueOf).collect(Collectors.toSet()),
            split(row.getString("entities"), Entity::valueOf).collect(Collectors.toSet()),
            split(row.getString("networks"), Prefix::parse).toList(),
            split(row.getString("alerts"), text -> text).collect(Collectors.toSet())),
        new Pace(
            row.getInt("batch_seconds"), row.getInt("batch_most"), row.getInt("most_per_minute")));
  }

  private static <T> Stream<T> split(String text, Function<String, T> reading) {
    return text.isEmpty() ? Stream.of() : Arrays.stream(text.split(",")).map(reading);
  }

  private static String joined(Collection<?> values) {
    return values.stream().map(String::valueOf).sorted().collect(Collectors.joining(","));
  }

  /** Adds one; there must be none of its name. */
  public static void insert(Connection connection, Destination added, String sealed)
      throws SQLException {
    String sql =
        "INSERT INTO notification_destinations("
            + String.join(", ", COLUMNS)
            + ") VALUES (?"
            + ", ?".repeat(COLUMNS.size() - 1)
            + ")";
    NoticeFilter filter = added.filter();
    List<Object> values =
        List.of(
            added.name(),
            added.kind().name(),
            added.server(),
            added.mail().user(),
            added.mail().sender(),
            String.join(",", added.mail().recipients()),
            added.authority(),
            added.allowsPrivate() ? 1 : 0,
            filter.least().name(),
            joined(filter.categories()),
            joined(filter.entities()),
            joined(filter.networks()),
            joined(filter.keys()),
            added.pace().batchSeconds(),
            added.pace().batchMost(),
            added.pace().mostPerMinute(),
            sealed);
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        insert.setObject(i + 1, values.get(i));
      }
      insert.executeUpdate();
    }
  }

  /** Removes the one of this name with its secrets. */
  public static void remove(Connection connection, String name) throws SQLException {
    String sql = "DELETE FROM notification_destinations WHERE name = ?";
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setString(1, name);
      delete.executeUpdate();
    }
  }
}
