package io.nightjar.account;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of the audit; null for any.
 *
 * @param action a tool, or what was changed
 */
public record AuditFilter(
    @Nullable String user,
    @Nullable String action,
    @Nullable String outcome,
    @Nullable Instant from,
    @Nullable Instant to) {
  /** Every row. */
  static final AuditFilter ALL = new AuditFilter(null, null, null, null, null);

  private record Condition(String sql, Object value) {}

  private List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>();
    if (user != null) {
      conditions.add(new Condition("user = ?", user));
    }
    if (action != null) {
      conditions.add(new Condition("action = ?", action));
    }
    if (outcome != null) {
      conditions.add(new Condition("outcome = ?", outcome));
    }
    if (from != null) {
      conditions.add(new Condition("time >= ?", from.toEpochMilli()));
    }
    if (to != null) {
      conditions.add(new Condition("time <= ?", to.toEpochMilli()));
    }
    return conditions;
  }

  /** The condition in SQL, after a table's name; empty for every row. */
  String where() {
    return conditions().isEmpty()
        ? ""
        : conditions().stream()
            .map(Condition::sql)
            .collect(Collectors.joining(" AND ", " WHERE ", ""));
  }

  /** Sets what {@link #where} left open; the number of the next parameter. */
  int set(PreparedStatement statement) throws SQLException {
    int at = 1;
    for (Condition condition : conditions()) {
      statement.setObject(at++, condition.value());
    }
    return at;
  }
}
