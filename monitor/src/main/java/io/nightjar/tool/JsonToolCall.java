package io.nightjar.tool;

import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A {@link JsonTool} as the catalogue calls tools. */
@WithinNetworks
@WithinInterfaces
final class JsonToolCall implements Tool<JsonToolCall.Arguments> {
  /** The arguments as they came. */
  record Arguments(ObjectNode json) {}

  private final JsonTool tool;

  JsonToolCall(JsonTool tool) {
    this.tool = tool;
  }

  ObjectNode inputSchema() {
    return tool.inputSchema();
  }

  @Override
  public Card card() {
    return tool.card();
  }

  @Override
  public Class<Arguments> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Column> columns() {
    return List.of();
  }

  @Override
  public Answer call(Arguments arguments) throws ToolProblem {
    return tool.call(arguments.json());
  }
}
