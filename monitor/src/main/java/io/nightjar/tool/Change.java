package io.nightjar.tool;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change that is planned and can be made.
 *
 * @param subject what is changed, for the audit
 * @param effect what it does, a sentence for the user who says yes or no to it
 * @param preview what was seen while it was planned, which the next look may see otherwise; may
 *     come from the network
 * @param undo arguments of the undo tool, without its reason
 * @param step makes the change, in the transaction of its audit row
 */
public record Change(
    String subject, String effect, List<String> preview, ObjectNode undo, Step step) {
  /** A change that shows nothing but its effect. */
  public Change(String subject, String effect, ObjectNode undo, Step step) {
    this(subject, effect, List.of(), undo, step);
  }

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
