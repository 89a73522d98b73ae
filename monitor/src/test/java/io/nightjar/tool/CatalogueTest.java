package io.nightjar.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.net.Prefix;
import io.nightjar.query.Answer;
import io.nightjar.query.Column;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class CatalogueTest {
  private static final Caller VIEWER = new Caller("ann", Role.VIEWER, 1);

  private final FixtureTools.Slow slow = new FixtureTools.Slow();

  private Catalogue catalogue(int maxCalls, Duration timeout) {
    return new Catalogue(
        new Catalogue.Config(maxCalls, timeout),
        List.of(new FixtureTools.ListThings(300), new FixtureTools.WriteThing(), slow),
        new Telemetry());
  }

  private static ObjectNode json(String text) throws Json.Malformed {
    return (ObjectNode) Json.parse(text);
  }

  @Test
  void whoSaysHowManyRowsGetsMore() throws Exception {
    Catalogue catalogue = catalogue(4, Duration.ofSeconds(5));
    var few = (Outcome.Answered) catalogue.call("list_things", json("{}"), VIEWER);
    assertTrue(Json.bytes(few.payload().structured()).length <= 8_192);
    var many = (Outcome.Answered) catalogue.call("list_things", json("{\"limit\":300}"), VIEWER);
    assertEquals(300, many.payload().structured().path("returned").asInt());
    assertTrue(many.payload().text().length() <= 40_000);
  }

  @Test
  void aRoleIsEnforcedWhenAToolIsCalled() throws Exception {
    Catalogue catalogue = catalogue(4, Duration.ofSeconds(5));
    var refused =
        assertInstanceOf(Outcome.Refused.class, catalogue.call("write_thing", json("{}"), VIEWER));
    assertEquals(ToolProblem.Kind.FORBIDDEN, refused.kind());
    assertTrue(refused.message().contains("needs the role analyst; this token is viewer"));
    Caller admin = new Caller("root", Role.ADMIN, 2);
    assertInstanceOf(Outcome.Answered.class, catalogue.call("write_thing", json("{}"), admin));
    assertEquals(2, catalogue.visibleTo(VIEWER).size());
    assertEquals(3, catalogue.visibleTo(admin).size());
  }

  @Test
  void aBoundTokenCallsOnlyToolsThatCutTheirAnswers() throws Exception {
    Catalogue catalogue = catalogue(4, Duration.ofSeconds(5));
    Caller bound = new Caller("eve", Role.ADMIN, 3, List.of(Prefix.parse("10.0.0.0/8")));
    var refused =
        assertInstanceOf(Outcome.Refused.class, catalogue.call("list_things", json("{}"), bound));
    assertEquals(ToolProblem.Kind.FORBIDDEN, refused.kind());
    assertTrue(refused.message().contains("list_things counts all networks together"));
    assertEquals(0, catalogue.visibleTo(bound).size());
  }

  /** Tells of its interruption as libraries do that clear the mark of the thread. */
  private record Quits() implements Tool<FixtureTools.Nothing> {
    @Override
    public Card card() {
      return new Card("quits", "Quits", "Is interrupted.", "{}", Role.VIEWER, true);
    }

    @Override
    public Class<FixtureTools.Nothing> arguments() {
      return FixtureTools.Nothing.class;
    }

    @Override
    public List<Column> columns() {
      return List.of(Column.bool("works", "Never."));
    }

    @Override
    public Answer call(FixtureTools.Nothing arguments) {
      throw new IllegalStateException(new InterruptedException());
    }
  }

  @Test
  void aToolThatIsInterruptedIsNotBrokenHoweverItTellsOfIt() throws Exception {
    Catalogue catalogue =
        new Catalogue(Catalogue.Config.defaults(), List.of(new Quits()), new Telemetry());
    assertInstanceOf(Outcome.Cancelled.class, catalogue.call("quits", json("{}"), VIEWER));
  }

  @Test
  void aCallThatTakesTooLongIsStopped() throws Exception {
    Catalogue catalogue = catalogue(4, Duration.ofMillis(200));
    var refused =
        assertInstanceOf(Outcome.Refused.class, catalogue.call("slow", json("{}"), VIEWER));
    assertEquals(ToolProblem.Kind.UNAVAILABLE, refused.kind());
    assertTrue(slow.interrupted().await(5, TimeUnit.SECONDS));
  }

  @Test
  void aCallThatIsGivenUpIsStopped() throws Exception {
    Call call = catalogue(4, Duration.ofSeconds(60)).start("slow", json("{}"), VIEWER);
    assertTrue(call.await(Duration.ofMillis(50)).isEmpty());
    call.cancel();
    assertTrue(slow.interrupted().await(5, TimeUnit.SECONDS));
    assertInstanceOf(Outcome.Cancelled.class, call.await());
  }

  @Test
  void callsBeyondTheMostAreRefused() throws Exception {
    Catalogue catalogue = catalogue(1, Duration.ofSeconds(60));
    Call running = catalogue.start("slow", json("{}"), VIEWER);
    var refused =
        assertInstanceOf(Outcome.Refused.class, catalogue.call("list_things", json("{}"), VIEWER));
    assertEquals(ToolProblem.Kind.UNAVAILABLE, refused.kind());
    running.cancel();
    assertTrue(slow.interrupted().await(5, TimeUnit.SECONDS));
  }

  @Test
  void anUnknownToolIsToldWithTheNearestOneThatIsVisible() throws Exception {
    Catalogue catalogue = catalogue(1, Duration.ofSeconds(5));
    var unknown = (Outcome.Unknown) catalogue.call("list_thing", json("{}"), VIEWER);
    assertEquals("list_things", unknown.nearest().orElseThrow());
    unknown = (Outcome.Unknown) catalogue.call("write_thin", json("{}"), VIEWER);
    assertTrue(unknown.nearest().isEmpty());
    unknown = (Outcome.Unknown) catalogue.call("x\u202E".repeat(5_000), json("{}"), VIEWER);
    assertEquals(64, unknown.name().length());
  }

  @Test
  void theBriefSchemaOfAThingNamesItsUntrustedFacts() {
    Tool.Card card = new Tool.Card("one", "One", "One thing.", "{}", Role.VIEWER, true);
    List<Column> facts =
        List.of(Column.text("ip", "its address"), Column.untrusted("name", "its name"));
    assertEquals(
        """
        {"type":"object","x-untrusted":["name"]}""",
        Json.text(OutputSchema.brief(card, facts)));
  }

  @Test
  void schemasSayWhatIsRequiredAllowedAndUntrusted() {
    ToolEntry<?> entry = catalogue(1, Duration.ofSeconds(5)).visibleTo(VIEWER).getFirst();
    assertEquals(
        """
        {"type":"object","properties":{\
        "limit":{"type":"integer","description":"Rows to give","minimum":1,"maximum":1000,\
        "default":25,"examples":[10]},\
        "cursor":{"type":"string","description":"Where the page starts"},\
        "sort_by":{"type":"string","description":"Sort order","enum":["bytes","first_seen"],\
        "default":"bytes"},\
        "min_share":{"type":"number","description":"Only things of this share"},\
        "up_only":{"type":"boolean","description":"Only things that are up","default":false}},\
        "additionalProperties":false}""",
        Json.text(entry.inputSchema()));
    assertEquals(
        """
        {"type":"object","properties":{"rows":{"type":"array",\
        "x-untrusted":["name"]}}}""",
        Json.text(entry.briefOutputSchema()));
    ObjectNode full = entry.outputSchema();
    var cells = full.path("properties").path("rows").path("items").path("prefixItems");
    assertEquals(6, cells.size());
    assertTrue(cells.path(1).path("x-untrusted").asBoolean());
    assertTrue(cells.path(1).path("description").asString().contains("never follow"));
    assertFalse(cells.path(0).has("x-untrusted"));
  }

  private record Named(String name, String example, List<Column> columns, boolean entity)
      implements Tool<FixtureTools.One> {
    @Override
    public Card card() {
      return new Card(name, "Title", "Description.", example, Role.VIEWER, entity);
    }

    @Override
    public Class<FixtureTools.One> arguments() {
      return FixtureTools.One.class;
    }

    @Override
    public Answer call(FixtureTools.One arguments) {
      throw new AssertionError("not called");
    }
  }

  @Test
  void aToolThatLacksSomethingIsRefused() {
    List<Column> good = List.of(Column.text("a", "A."));
    Named right = new Named("right", "{\"id\":1}", good, true);
    assertEquals(1, of(right).visibleTo(VIEWER).size());
    for (Tool<?> wrong :
        List.of(
            new Named("Wrong-Name", "{\"id\":1}", good, true),
            new Named("no_example", "", good, true),
            new Named("bad_example", "{\"ip\":1}", good, true),
            new Named("no_columns", "{\"id\":1}", List.of(), true),
            new Named("no_text", "{\"id\":1}", List.of(Column.text("a", "")), false),
            new Named("reserved", "{\"id\":1}", List.of(Column.text("notes", "N.")), true))) {
      assertThrows(IllegalArgumentException.class, () -> of(wrong), wrong.card().name());
    }
    assertThrows(IllegalArgumentException.class, () -> of(right, right));
  }

  private static Catalogue of(Tool<?>... tools) {
    return new Catalogue(Catalogue.Config.defaults(), List.of(tools), new Telemetry());
  }

  private record Own(String name) implements JsonTool {
    @Override
    public Tool.Card card() {
      return new Tool.Card(name, "Own", "One's own", "{}", Role.ANALYST, false);
    }

    @Override
    public ObjectNode inputSchema() {
      return Json.object().put("type", "object");
    }

    @Override
    public Answer call(ObjectNode arguments) throws ToolProblem {
      throw new ToolProblem(ToolProblem.Kind.INVALID, "no", "never");
    }
  }

  @Test
  void toolsOfOnesOwnComeAndGoAllAtOnce() throws Exception {
    Catalogue catalogue = catalogue(4, Duration.ofSeconds(5));
    Caller analyst = new Caller("ann", Role.ANALYST, 1);
    AtomicInteger told = new AtomicInteger();
    catalogue.onChange(told::incrementAndGet);
    catalogue.replaceOwn(List.of(new Own("b"), new Own("a")));
    assertEquals(
        List.of("list_things", "write_thing", "slow", "b", "a"),
        catalogue.visibleTo(analyst).stream().map(entry -> entry.card().name()).toList());
    assertTrue(catalogue.visibleTo(analyst).getLast().isReadOnly());
    var refused = (Outcome.Refused) catalogue.call("a", json("{}"), analyst);
    assertEquals("never", refused.hint());
    assertInstanceOf(Outcome.Refused.class, catalogue.call("a", json("{}"), VIEWER));
    List<JsonTool> many = new ArrayList<>();
    for (int i = 0; i <= Catalogue.MOST_OWN; i++) {
      many.add(new Own("own_" + i));
    }
    for (List<JsonTool> wrong :
        List.of(
            many,
            List.<JsonTool>of(new Own("slow")),
            List.<JsonTool>of(new Own("c"), new Own("c")),
            List.<JsonTool>of(new Own("No")))) {
      assertThrows(IllegalArgumentException.class, () -> catalogue.replaceOwn(wrong));
    }
    assertEquals(5, catalogue.visibleTo(analyst).size());
    catalogue.replaceOwn(List.of());
    assertInstanceOf(Outcome.Unknown.class, catalogue.call("a", json("{}"), analyst));
    assertEquals(2, told.get());
    assertTrue(catalogue.isBuiltIn("slow") && !catalogue.isBuiltIn("a"));
  }
}
