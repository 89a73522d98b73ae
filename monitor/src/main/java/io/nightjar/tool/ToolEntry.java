package io.nightjar.tool;

import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A tool in the catalogue: what clients are told of it, and how it is called with JSON.
 *
 * @param <A> its argument record
 */
public final class ToolEntry<A extends Record> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  /** Beside the facts of an entity stand these. */
  private static final Set<String> RESERVED = Set.of("as_of", "source", "notes");

  /** Who says how many rows to give gets up to the largest answer. */
  private static final Set<String> ROW_LIMITS = Set.of("limit", "max_rows", "max_flows");

  private final Tool<A> tool;
  private final ArgumentReader<A> reader;
  private final ToolMeter meter;

  private ToolEntry(Tool<A> tool, ArgumentReader<A> reader, ToolMeter meter) {
    this.tool = tool;
    this.reader = reader;
    this.meter = meter;
  }

  /** The entry of a tool that has all it needs. */
  static <A extends Record> ToolEntry<A> of(Tool<A> tool, Telemetry telemetry) {
    ToolEntry<A> entry =
        new ToolEntry<>(
            tool,
            new ArgumentReader<>(tool.arguments()),
            new ToolMeter(tool.card().name(), telemetry));
    entry.check();
    return entry;
  }

  /** The entry of a tool that comes and goes, which shares its meter. */
  static ToolEntry<?> of(JsonTool tool, ToolMeter meter) {
    ToolEntry<?> entry =
        new ToolEntry<>(
            new JsonToolCall(tool),
            new ArgumentReader<>(List.of(), JsonToolCall.Arguments.class),
            meter);
    entry.checkCard();
    return entry;
  }

  private void checkCard() {
    Tool.Card card = tool.card();
    require(NAME.matcher(card.name()).matches(), "is not a name in lower snake case");
    require(!card.title().isBlank(), "has no title");
    require(!card.description().isBlank(), "has no description");
  }

  private void check() {
    checkCard();
    Tool.Card card = tool.card();
    require(!card.entity() || !tool.columns().isEmpty(), "is an entity without columns");
    for (Column column : tool.columns()) {
      require(!column.description().isBlank(), column.name() + " has no description");
      require(!card.entity() || !RESERVED.contains(column.name()), column.name() + " is reserved");
    }
    ArgumentSchema.of(reader.parameters());
    boolean cursor =
        reader.parameters().stream().anyMatch(parameter -> parameter.name().equals("cursor"));
    require(
        cursor == Paged.class.isAssignableFrom(tool.arguments()),
        "must have the argument cursor if, and only if, its record is Paged");
    try {
      reader.read(example());
    } catch (ToolProblem | IllegalArgumentException e) {
      throw new IllegalArgumentException(card.name() + ": its example does not work", e);
    }
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException("tool " + tool.card().name() + ": " + what);
    }
  }

  /** What clients are told. */
  public Tool.Card card() {
    return tool.card();
  }

  /**
   * Whether this caller gets no more than it may see: a token bound to networks not of all tools.
   */
  boolean isFor(Caller caller) {
    return caller.networks().isEmpty() || tool.getClass().isAnnotationPresent(WithinNetworks.class);
  }

  /** Whether it changes nothing: what a viewer may call, or comes from a file, only reads. */
  public boolean isReadOnly() {
    return card().role() == Role.VIEWER || tool instanceof JsonToolCall;
  }

  /** The JSON Schema of its arguments. */
  public ObjectNode inputSchema() {
    return tool instanceof JsonToolCall own
        ? own.inputSchema()
        : ArgumentSchema.of(reader.parameters());
  }

  /** The JSON Schema of its results with every column. */
  public ObjectNode outputSchema() {
    return OutputSchema.full(tool.card(), tool.columns());
  }

  /** The JSON Schema of its results that says no more than which values are untrusted. */
  public ObjectNode briefOutputSchema() {
    return OutputSchema.brief(tool.card(), tool.columns());
  }

  /** Arguments of a call that works. */
  public ObjectNode example() {
    try {
      if (Json.parse(card().example()) instanceof ObjectNode object) {
        return object;
      }
    } catch (Json.Malformed e) {
      throw new IllegalArgumentException("tool " + card().name() + ": its example is no JSON", e);
    }
    throw new IllegalArgumentException("tool " + card().name() + ": its example is no object");
  }

  /** Answers a call; runs on the call's thread. */
  Outcome.Answered answer(ObjectNode arguments) throws ToolProblem {
    if (tool instanceof JsonToolCall own) {
      Answer answer = own.call(new JsonToolCall.Arguments(arguments));
      return new Outcome.Answered(Answers.payload(answer, -1, budget(arguments)));
    }
    ObjectNode named = reader.unwrap(arguments);
    A read = reader.read(named);
    long rowsBefore = read instanceof Paged paged ? Cursor.rowsBefore(paged.cursor()) : -1;
    return new Outcome.Answered(Answers.payload(tool.call(read), rowsBefore, budget(named)));
  }

  private static int budget(ObjectNode named) {
    boolean asked = ROW_LIMITS.stream().anyMatch(named::hasNonNull);
    return asked ? Answers.MAX_BYTES : Answers.USUAL_BYTES;
  }

  /** What to do about arguments that were refused, with a call that works. */
  String advice(ToolProblem problem) {
    @Nullable String example =
        problem.kind() == ToolProblem.Kind.INVALID && knowsExample() ? Json.text(example()) : null;
    return Optional.ofNullable(example)
        .map(call -> problem.hint() + "; a call that works: " + call)
        .orElse(problem.hint());
  }

  /** A tool from a file may not say what it takes. */
  private boolean knowsExample() {
    return !(tool instanceof JsonToolCall) || !example().isEmpty();
  }

  void count(Outcome outcome, Duration took) {
    meter.count(outcome, took);
  }
}
