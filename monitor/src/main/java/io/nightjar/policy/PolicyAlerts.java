package io.nightjar.policy;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Severity;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The alerts that policies raise. */
public final class PolicyAlerts {
  /** A row came that a policy's statement calls a violation; the policy's severity counts. */
  public static final AlertType VIOLATION =
      AlertType.of(
              "ai_policy_violation",
              Entity.POLICY,
              Category.POLICY,
              Severity.WARNING.leastScore(),
              "The statement of a policy answered a row: what it calls a violation is so")
          .client(100)
          .check("Read the evidence: it is the row. list_ai_policies shows the statement.")
          .check("Ask the statement without its conditions with query to see more.");

  /** A policy is not asked as it should be. */
  public static final AlertType FAILED =
      AlertType.of(
              "ai_policy_failed",
              Entity.POLICY,
              Category.SYSTEM,
              Severity.WARNING.leastScore(),
              "The statement of a policy failed, or its owner's token no longer works")
          .check("Read the problem in list_ai_policies and run the statement with query.")
          .check("Remove the policy and create it again with a statement that works.");

  private static final Map<Severity, AlertType> BY_SEVERITY = new EnumMap<>(Severity.class);

  static {
    for (Severity each : Severity.values()) {
      if (each != Severity.NONE) {
        BY_SEVERITY.put(each, scored(each.leastScore()));
      }
    }
  }

  private PolicyAlerts() {}

  /** All of them. */
  public static List<AlertType> all() {
    return List.of(VIOLATION, FAILED);
  }

  /** The violation of a policy of this severity. */
  static AlertType violation(Severity severity) {
    return BY_SEVERITY.getOrDefault(severity, VIOLATION);
  }

  private static AlertType scored(int score) {
    return new AlertType(
        VIOLATION.key(),
        VIOLATION.entity(),
        VIOLATION.category(),
        VIOLATION.isOn(),
        score,
        VIOLATION.clientShare(),
        VIOLATION.technique(),
        VIOLATION.meaning(),
        VIOLATION.checks(),
        VIOLATION.thresholds());
  }
}
