package io.nightjar.mcp;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Entity;
import io.nightjar.query.Source;
import io.nightjar.tool.Argument;
import io.nightjar.tool.Change;
import io.nightjar.tool.Json;
import io.nightjar.tool.Tool;
import io.nightjar.tool.ToolProblem;
import io.nightjar.tool.WriteTool;
import io.nightjar.tool.Writing;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tools the official conformance suite asks a server for, as far as Nightjar's can be such. */
final class ConformanceTools {
  /** The tool that needs a client with sampling. */
  static final String NEEDS_SAMPLING = "test_missing_capability";

  private ConformanceTools() {}

  /**
   * All of them.
   *
   * @param toolsChanged run by the tool that says the list of tools has changed
   */
  static List<Tool<?>> all(Runnable toolsChanged) {
    return List.of(
        new Saying("test_simple_text"),
        new Saying("test_streaming_elicitation"),
        new Saying("test_logging_tool"),
        new Saying("test_trigger_tool_change", toolsChanged),
        new Saying(NEEDS_SAMPLING),
        new Asking("test_input_required_result_elicitation"),
        new Asking("test_input_required_result_request_state"),
        new Asking("test_input_required_result_tampered_state"),
        new Failing());
  }

  record Nothing(@Argument("Not used") @Nullable String unused) {}

  record Saying(String name, Runnable meanwhile) implements Tool<Nothing> {
    Saying(String name) {
      this(name, () -> {});
    }

    @Override
    public Card card() {
      return new Card(name, name, "Says something.", "{}", Role.VIEWER, true);
    }

    @Override
    public Class<Nothing> arguments() {
      return Nothing.class;
    }

    @Override
    public List<Column> columns() {
      return List.of(Column.text("text", "What it says."));
    }

    @Override
    public Answer call(Nothing arguments) {
      meanwhile.run();
      return new Entity(
          columns(),
          List.of("This is a simple text response for testing."),
          Instant.EPOCH,
          Source.LIVE,
          List.of());
    }
  }

  /** Asks before it does nothing. */
  record Asking(String name) implements WriteTool<Nothing> {
    @Override
    public Card card() {
      return new Card(name, name, "Asks first.", "{}", Role.ANALYST, true);
    }

    @Override
    public Nature nature() {
      return new Nature(name, false, true, false);
    }

    @Override
    public Class<Nothing> arguments() {
      return Nothing.class;
    }

    @Override
    public Writing writing(Nothing arguments) {
      return new Writing("conformance", false, null, null);
    }

    @Override
    public Change plan(Connection connection, Nothing arguments) {
      return new Change("nothing", "nothing is done", Json.object(), _ -> {});
    }
  }

  record Failing() implements Tool<Nothing> {
    @Override
    public Card card() {
      return new Card("test_error_handling", "Failing", "Always fails.", "{}", Role.VIEWER, true);
    }

    @Override
    public Class<Nothing> arguments() {
      return Nothing.class;
    }

    @Override
    public List<Column> columns() {
      return List.of(Column.text("text", "Never said."));
    }

    @Override
    public Answer call(Nothing arguments) throws ToolProblem {
      throw new ToolProblem(
          ToolProblem.Kind.INVALID,
          "This tool intentionally returns an error for testing",
          "do not call it");
    }
  }
}
