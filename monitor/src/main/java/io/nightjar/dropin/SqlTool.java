package io.nightjar.dropin;

import io.nightjar.query.Answer;
import io.nightjar.query.HistoryQuestions;
import io.nightjar.tool.Ask;
import io.nightjar.tool.JsonTool;
import io.nightjar.tool.Tool;
import io.nightjar.tool.ToolProblem;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** A tool that is one SELECT, checked and run as any stranger's, with its arguments bound. */
record SqlTool(ToolSource.Sql source, HistoryQuestions history) implements JsonTool {
  @Override
  public Tool.Card card() {
    return source.card();
  }

  @Override
  public ObjectNode inputSchema() {
    return source.arguments().schema();
  }

  @Override
  public Answer call(ObjectNode given) throws ToolProblem {
    Map<String, Object> values = source.arguments().read(given);
    return Ask.question(() -> history.sql(source.sql(), values, source.maxRows()));
  }
}
