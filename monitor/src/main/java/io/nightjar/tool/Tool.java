package io.nightjar.tool;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import java.util.List;

/**
 * One thing an assistant or a script can ask for. Its argument record is its input schema: each
 * component carries an {@link Argument}.
 *
 * @param <A> the argument record
 */
public interface Tool<A extends Record> {
  /**
   * What a client is told of a tool.
   *
   * @param name lower snake case, ntopng's where it has the tool
   * @param description what it answers, for a model choosing among tools; at most three sentences
   * @param example arguments of a call that works
   * @param entity whether it answers with one thing rather than rows
   */
  record Card(
      String name, String title, String description, String example, Role role, boolean entity) {}

  /** What a client is told. */
  Card card();

  /** The argument record's class. */
  Class<A> arguments();

  /** The columns or facts of every answer; empty when they depend on the arguments. */
  List<Column> columns();

  /**
   * Answers.
   *
   * @throws ToolProblem when the arguments cannot be answered; its message is shown to the caller
   */
  Answer call(A arguments) throws ToolProblem;
}
