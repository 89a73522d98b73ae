package io.nightjar.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of probes. */
public final class Probes {
  /** The most there can be. */
  public static final int MOST = 10_000;

  /**
   * One probe; measurement and target tell it from others.
   *
   * @param measurement its kind
   * @param target what is probed
   * @param threshold what values are held against, in the unit of the kind
   * @param granularity how often it runs
   * @param expectedStatus HTTP status that is right; null for any below 400
   * @param expectedText what an answer must hold; null for nothing
   * @param maintenance when nobody expects it to be up, as its windows are written
   */
  public record Row(
      String measurement,
      String target,
      double threshold,
      String granularity,
      @Nullable Integer expectedStatus,
      @Nullable String expectedText,
      String maintenance) {}

  private static final String SELECT =
      "SELECT measurement, target, threshold, granularity, expected_status, expected_text,"
          + " maintenance FROM probes";

  private Probes() {}

  /** All of them, by kind and target. */
  public static List<Row> all(Connection connection) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement select =
            connection.prepareStatement(SELECT + " ORDER BY measurement, target");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        rows.add(row(row));
      }
    }
    return rows;
  }

  /** The one of this kind and target. */
  public static Optional<Row> find(Connection connection, String measurement, String target)
      throws SQLException {
    String sql = SELECT + " WHERE measurement = ? AND target = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setString(1, measurement);
      select.setString(2, target);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row(row)) : Optional.empty();
      }
    }
  }

  private static Row row(ResultSet row) throws SQLException {
    int number = row.getInt(5);
    Integer status = row.wasNull() ? null : Integer.valueOf(number);
    return new Row(
        row.getString(1),
        row.getString(2),
        row.getDouble(3),
        row.getString(4),
        status,
        row.getString(6),
        row.getString(7));
  }

  /** How many there are. */
  public static int count(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT count(*) FROM probes");
        ResultSet row = select.executeQuery()) {
      return row.getInt(1);
    }
  }

  /** Adds one. */
  public static void insert(Connection connection, Row probe) throws SQLException {
    String sql = "INSERT INTO probes VALUES (?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      insert.setString(1, probe.measurement());
      insert.setString(2, probe.target());
      insert.setDouble(3, probe.threshold());
      insert.setString(4, probe.granularity());
      insert.setObject(5, probe.expectedStatus());
      insert.setString(6, probe.expectedText());
      insert.setString(7, probe.maintenance());
      insert.executeUpdate();
    }
  }

  /** Removes the one of this kind and target. */
  public static void delete(Connection connection, String measurement, String target)
      throws SQLException {
    String sql = "DELETE FROM probes WHERE measurement = ? AND target = ?";
    try (PreparedStatement delete = connection.prepareStatement(sql)) {
      delete.setString(1, measurement);
      delete.setString(2, target);
      delete.executeUpdate();
    }
  }

  /** A number that is another after every change another connection made to the file. */
  public static long version(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("PRAGMA data_version");
        ResultSet row = select.executeQuery()) {
      return row.getLong(1);
    }
  }
}
