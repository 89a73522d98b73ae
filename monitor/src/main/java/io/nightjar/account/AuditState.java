package io.nightjar.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Where the audit's chain begins and ends in the file.
 *
 * @param archivedId the last row that was moved to an archive; 0 for none
 * @param archivedHash its hash, which the first row here follows
 * @param headId the last row; {@code archivedId} when there is none
 * @param bytes what the rows take, about
 */
public record AuditState(
    long archivedId, String archivedHash, long headId, String headHash, long bytes) {
  /** The state in this transaction. */
  static AuditState read(Connection connection) throws SQLException {
    String sql = "SELECT archived_id, archived_hash, head_id, head_hash, bytes FROM audit_state";
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw new SQLException("audit_state is empty: the file was tampered with");
      }
      return new AuditState(
          row.getLong(1), row.getString(2), row.getLong(3), row.getString(4), row.getLong(5));
    }
  }

  /** The state after this row. */
  AuditState with(AuditRow row) {
    return new AuditState(
        archivedId, archivedHash, row.id(), row.hash(), bytes + row.entry().size());
  }

  /**
   * The state once rows up to this one are in an archive.
   *
   * @param freed what they took here
   */
  AuditState archivedTo(long id, String hash, long freed) {
    return new AuditState(id, hash, headId, headHash, Math.max(0, bytes - freed));
  }

  void write(Connection connection) throws SQLException {
    String sql =
        "UPDATE audit_state SET archived_id = ?, archived_hash = ?, head_id = ?, head_hash = ?, bytes = ?";
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      update.setLong(1, archivedId);
      update.setString(2, archivedHash);
      update.setLong(3, headId);
      update.setString(4, headHash);
      update.setLong(5, bytes);
      update.executeUpdate();
    }
  }
}
