package io.nightjar.dropin;

import io.nightjar.tool.DeclaredArguments;
import io.nightjar.tool.Tool;

/** What a file says of its tool. */
sealed interface ToolSource {
  /** What a client is told. */
  Tool.Card card();

  /**
   * A SELECT with {@code {name:Type}} for each argument.
   *
   * @param maxRows of its answer
   */
  record Sql(Tool.Card card, DeclaredArguments arguments, String sql, int maxRows)
      implements ToolSource {}

  /**
   * A script that returns its tool.
   *
   * @param file its name, for errors
   */
  record Lua(Tool.Card card, String file, String text) implements ToolSource {}
}
