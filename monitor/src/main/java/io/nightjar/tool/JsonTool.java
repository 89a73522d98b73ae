package io.nightjar.tool;

import io.nightjar.query.Answer;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool that is known only while the program runs: it reads its JSON arguments itself, answers
 * with a table whose columns depend on the call, changes nothing, and shows its caller no more rows
 * than its networks let it see.
 */
public interface JsonTool {
  /** What a client is told; never an entity. */
  Tool.Card card();

  /** The JSON Schema of its arguments. */
  ObjectNode inputSchema();

  /**
   * Answers.
   *
   * @throws ToolProblem when the arguments cannot be answered; its message is shown to the caller
   */
  Answer call(ObjectNode arguments) throws ToolProblem;
}
