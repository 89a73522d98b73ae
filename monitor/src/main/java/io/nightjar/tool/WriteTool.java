package io.nightjar.tool;

import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A tool that changes something. It plans; {@link Writes} asks, and makes the change. Its role is
 * analyst or more.
 *
 * @param <A> the argument record, with a component of type {@link Writing}
 */
public interface WriteTool<A extends Record> extends Tool<A> {
  /**
   * What clients are told of its changes.
   *
   * @param undoTool takes a change back
   * @param destructive whether a change can remove or replace something
   * @param idempotent whether the same change made twice is as made once
   * @param openWorld whether it reaches beyond Nightjar
   */
  record Nature(String undoTool, boolean destructive, boolean idempotent, boolean openWorld) {}

  /** What its changes are. */
  Nature nature();

  /** The part of the arguments that every write has. */
  Writing writing(A arguments);

  /**
   * The change that a call would make now.
   *
   * @param connection only read from until the change's step runs
   */
  Change plan(Connection connection, A arguments) throws ToolProblem, SQLException;

  /** Plans a change, from what was looked at before. */
  interface Planner {
    /** As {@link WriteTool#plan}. */
    Change plan(Connection connection) throws ToolProblem, SQLException;
  }

  /**
   * Looks at what takes long, while nobody waits for the database, and leaves the rest to the
   * planner.
   */
  default Planner planner(A arguments) throws ToolProblem {
    return connection -> plan(connection, arguments);
  }

  @Override
  default List<Column> columns() {
    return Writes.FACTS;
  }

  /** Writes are never called without being asked about. */
  @Override
  default Answer call(A arguments) {
    throw new AssertionError(card().name() + " writes: it is called through Writes");
  }
}
