package io.nightjar.mcp;

import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.query.Entity;
import io.nightjar.query.Source;
import io.nightjar.query.Table;
import io.nightjar.tool.Argument;
import io.nightjar.tool.Change;
import io.nightjar.tool.Json;
import io.nightjar.tool.JsonTool;
import io.nightjar.tool.Tool;
import io.nightjar.tool.ToolProblem;
import io.nightjar.tool.WriteTool;
import io.nightjar.tool.Writing;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The tools of the suite that are such as Nightjar's, called as its own are. */
final class ConformanceTools {
  /** The tool that needs a client with sampling. */
  static final String NEEDS_SAMPLING = "test_missing_capability";

  /** Arguments that clients repeat in headers. */
  static final String WITH_HEADERS =
      """
      {"type":"object","properties":{
       "region":{"type":"string","x-mcp-header":"Region"},
       "place":{"type":"object","properties":{"floor":{"type":"integer","x-mcp-header":"Floor"}}}}}""";

  /** What JSON Schema 2020-12 has and older drafts have not. */
  private static final String WITH_KEYWORDS =
      """
      {"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
       "$defs":{"address":{"$anchor":"addressDef","type":"object","properties":{
        "street":{"type":"string"},"city":{"type":"string"}}}},
       "properties":{
        "name":{"type":"string"},"address":{"$ref":"#/$defs/address"},
        "contactMethod":{"type":"string","enum":["phone","email"]},
        "phone":{"type":"string"},"email":{"type":"string"}},
       "allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],
       "if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},
       "then":{"required":["phone"]},"else":{"required":["email"]},
       "additionalProperties":false}""";

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
        new Asking("test_input_required_result_request_state"),
        new Asking("test_input_required_result_tampered_state"),
        new Slow(),
        new Failing());
  }

  /** Those that come and go. */
  static List<JsonTool> own() {
    return List.of(
        new Own("test_header", WITH_HEADERS), new Own("json_schema_2020_12_tool", WITH_KEYWORDS));
  }

  /** A tool whose schema is of its own making. */
  record Own(String name, String schema) implements JsonTool {
    @Override
    public Tool.Card card() {
      return new Tool.Card(name, name, "Answers with its name.", "{}", Role.ANALYST, false);
    }

    @Override
    public ObjectNode inputSchema() {
      try {
        return (ObjectNode) Json.parse(schema);
      } catch (Json.Malformed e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public Answer call(ObjectNode arguments) {
      return new Table(
          List.of(Column.text("name", "Its name.")),
          List.of(List.of(name)),
          1,
          false,
          null,
          Instant.EPOCH,
          Source.LIVE,
          List.of());
    }
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

  /** Takes as long as three messages of how it goes on, one a second. */
  record Slow() implements Tool<Nothing> {
    private static final Duration TAKES = Duration.ofMillis(4_500);

    @Override
    public Card card() {
      return new Card(
          "test_tool_with_progress", "Slow", "Takes its time.", "{}", Role.VIEWER, true);
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
      try {
        Thread.sleep(TAKES);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      return new Entity(columns(), List.of("done at last"), Instant.EPOCH, Source.LIVE, List.of());
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
