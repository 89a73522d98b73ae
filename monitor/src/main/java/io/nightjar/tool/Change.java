package io.nightjar.tool;

import java.sql.Connection;
import java.sql.SQLException;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change that is planned and can be made.
 *
 * @param subject what is changed, for the audit
 * @param effect what it does, a sentence for the user who says yes or no to it
 * @param undo arguments of the undo tool, without its reason
 * @param step makes the change, in the transaction of its audit row
 */
public record Change(String subject, String effect, ObjectNode undo, Step step) {
  /** All that a user says yes to: it differs where what would be done differs. */
  String view() {
    return effect + "\n" + Json.text(undo);
  }

  /** Makes a change. */
  @FunctionalInterface
  public interface Step {
    /** Makes it. */
    void on(Connection connection) throws SQLException;
  }
}
