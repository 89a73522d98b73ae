package io.nightjar.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The record of who asked for what and who changed what; rows are only ever added. */
public final class Audit {
  private static final String COLUMNS =
      "id, time, user, token_id, token_name, door, address, client, trace, action, subject, detail,"
          + " sql, outcome, rows, bytes, millis, hash";

  private static final String INSERT =
      "INSERT INTO audit("
          + COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private Audit() {}

  /** Adds a row in the transaction of the change it tells of. */
  public static void append(Connection connection, AuditEntry entry) throws SQLException {
    append(connection, List.of(entry));
  }

  /** Adds rows in one transaction; the state after them. */
  static AuditState append(Connection connection, List<AuditEntry> entries) throws SQLException {
    AuditState state = AuditState.read(connection);
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (AuditEntry entry : entries) {
        AuditRow row = AuditRow.after(state.headId(), state.headHash(), stored(entry));
        set(insert, row);
        insert.addBatch();
        state = state.with(row);
      }
      insert.executeBatch();
    }
    state.write(connection);
    return state;
  }

  /** As it will be read again: times are kept to the millisecond. */
  private static AuditEntry stored(AuditEntry entry) {
    return new AuditEntry(
        Instant.ofEpochMilli(entry.time().toEpochMilli()),
        entry.user(),
        entry.tokenId(),
        entry.tokenName(),
        entry.visit(),
        entry.action(),
        entry.subject(),
        entry.detail(),
        entry.sql(),
        entry.result());
  }

  private static void set(PreparedStatement insert, AuditRow row) throws SQLException {
    AuditEntry entry = row.entry();
    insert.setLong(1, row.id());
    insert.setLong(2, entry.time().toEpochMilli());
    insert.setString(3, entry.user());
    insert.setLong(4, entry.tokenId());
    insert.setString(5, entry.tokenName());
    insert.setString(6, entry.visit().door());
    insert.setString(7, entry.visit().address());
    insert.setString(8, entry.visit().client());
    insert.setString(9, entry.visit().trace());
    insert.setString(10, entry.action());
    insert.setString(11, entry.subject());
    insert.setString(12, entry.detail());
    insert.setString(13, entry.sql());
    insert.setString(14, entry.result().outcome());
    insert.setLong(15, entry.result().rows());
    insert.setLong(16, entry.result().bytes());
    insert.setLong(17, entry.result().millis());
    insert.setString(18, row.hash());
  }

  /** The newest rows, newest first. */
  public static List<AuditEntry> newest(Connection connection, int limit) throws SQLException {
    return rows(connection, AuditFilter.ALL, 0, limit).stream().map(AuditRow::entry).toList();
  }

  /** Rows that match, newest first. */
  static List<AuditRow> rows(Connection connection, AuditFilter filter, long offset, int limit)
      throws SQLException {
    String sql =
        "SELECT " + COLUMNS + " FROM audit" + filter.where() + " ORDER BY id DESC LIMIT ? OFFSET ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      int next = filter.set(select);
      select.setInt(next, limit);
      select.setLong(next + 1, offset);
      return rows(select);
    }
  }

  /** Rows after this number, in order. */
  static List<AuditRow> after(Connection connection, long id, int limit) throws SQLException {
    String sql = "SELECT " + COLUMNS + " FROM audit WHERE id > ? ORDER BY id LIMIT ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, id);
      select.setInt(2, limit);
      return rows(select);
    }
  }

  private static List<AuditRow> rows(PreparedStatement select) throws SQLException {
    List<AuditRow> rows = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        rows.add(row(row));
      }
    }
    return rows;
  }

  private static AuditRow row(ResultSet row) throws SQLException {
    return new AuditRow(
        row.getLong("id"),
        new AuditEntry(
            Instant.ofEpochMilli(row.getLong("time")),
            row.getString("user"),
            row.getLong("token_id"),
            row.getString("token_name"),
            new Visit(
                row.getString("door"),
                row.getString("address"),
                row.getString("client"),
                row.getString("trace")),
            row.getString("action"),
            row.getString("subject"),
            row.getString("detail"),
            row.getString("sql"),
            new AuditEntry.Result(
                row.getString("outcome"),
                row.getLong("rows"),
                row.getLong("bytes"),
                row.getLong("millis"))),
        row.getString("hash"));
  }
}
