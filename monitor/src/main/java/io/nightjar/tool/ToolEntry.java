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

  /** A call: who asks for what, and how its user comes to say yes to a write. */
  record Asking(ObjectNode arguments, Caller caller, Consent consent) {}

  /** What a caller may expect of a call (MCP's annotations). */
  public record Hints(
      boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {
    /** What a tool reads was partly written by strangers, so its world is open. */
    static final Hints READING = new Hints(true, false, true, true);
  }

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
    require(
        isReadOnly() || card.role().compareTo(Role.ANALYST) >= 0,
        "writes, which needs the role analyst or more");
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

  /** Refuses a write tool whose undo tool is not among these. */
  void checkUndo(Set<String> tools) {
    if (tool instanceof WriteTool<A> write) {
      String undo = write.nature().undoTool();
      require(tools.contains(undo), "its undo tool " + undo + " is not there");
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

  /** Whether this caller gets no more than it may see. */
  boolean isFor(Caller caller) {
    return countsTogether(caller).isEmpty();
  }

  /** What it counts together though this caller may see only some of them; empty for nothing. */
  Optional<String> countsTogether(Caller caller) {
    if (!caller.networks().isEmpty()
        && !tool.getClass().isAnnotationPresent(WithinNetworks.class)) {
      return Optional.of("networks");
    }
    return !caller.interfaces().isEmpty()
            && !tool.getClass().isAnnotationPresent(WithinInterfaces.class)
        ? Optional.of("interfaces")
        : Optional.empty();
  }

  /** What the audit keeps of a call that begins now. */
  CallRecord record(ObjectNode arguments, Caller caller) {
    ObjectNode named = arguments;
    try {
      named = reader.unwrap(arguments);
    } catch (ToolProblem _) {
      // They are kept as they came.
    }
    return CallRecord.of(
        caller, card().name(), MaskedArguments.text(named), MaskedArguments.sql(named));
  }

  /** Whether it changes nothing. */
  public boolean isReadOnly() {
    return !(tool instanceof WriteTool<A>);
  }

  /** What a caller may expect of a call. */
  public Hints hints() {
    if (tool instanceof WriteTool<A> write) {
      WriteTool.Nature nature = write.nature();
      return new Hints(false, nature.destructive(), nature.idempotent(), nature.openWorld());
    }
    return Hints.READING;
  }

  /** The tool that takes back what this one does; empty for one that reads. */
  public Optional<String> undoTool() {
    return tool instanceof WriteTool<A> write
        ? Optional.of(write.nature().undoTool())
        : Optional.empty();
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
  Outcome answer(Asking asking, Optional<Writes> writes) throws ToolProblem {
    if (tool instanceof JsonToolCall own) {
      Answer answer = own.call(new JsonToolCall.Arguments(asking.arguments()));
      return new Outcome.Answered(Answers.payload(answer, -1, budget(asking.arguments())));
    }
    ObjectNode named = reader.unwrap(asking.arguments());
    A read = reader.read(named);
    if (tool instanceof WriteTool<A> write) {
      return writes
          .orElseThrow(() -> WriteProblems.readOnly(card().name()))
          .call(write, read, named, asking.caller(), asking.consent());
    }
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
