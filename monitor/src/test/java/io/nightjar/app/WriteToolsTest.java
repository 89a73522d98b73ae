package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.tool.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every tool of the catalogue that writes, against what its annotations and its answers say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WriteToolsTest {
  /** Rows of these are told apart by time, or move without a write. */
  private static final Set<String> BOOKKEEPING =
      Set.of(
          "audit",
          "audit_state",
          "done_writes",
          "tokens",
          "ai_policy_runs",
          "removed_alert_exclusions",
          "alert_exclusion_hits");

  /** What the examples of tools name that change what is there. */
  static final Map<String, String> NAMED =
      Map.of(
          "create_ai_policy",
          """
          {"name":"no_rdp_at_night","description":"d","sql":"SELECT src_ip FROM flows WHERE bytes < 0",
           "schedule":"1d","subject":["src_ip"],"reason":"a test"}""",
          "add_host_alert_exclusion",
          "{\"ip\":\"192.0.2.99\",\"reason\":\"a test\",\"expires\":\"2100-01-01T00:00:00Z\"}");

  /** {@link AlertToolsTest} has one. */
  private static final String NEEDS_AN_ALERT = "acknowledge_alert";

  @TempDir private static Path folder;
  private Path capture = Path.of("");
  private Product product;

  @BeforeAll
  void start() throws Exception {
    capture = new ManyFlows(10).write(folder.resolve("few.pcap"));
    product = Product.start(folder.resolve("data"), "--pcap", capture.toString());
    product.awaitStored(10);
    NAMED.forEach(product::write);
  }

  @AfterAll
  void stop() {
    if (product != null) {
      product.close();
    }
  }

  private static JsonNode tools(Product of) {
    return Client.json(of.client().get("/api/v1/tools")).path("tools");
  }

  private Stream<JsonNode> writing() {
    return tools(product).valueStream().filter(tool -> !tool.path("read_only").asBoolean());
  }

  /** Those whose example can be done here. */
  private Stream<JsonNode> doable() {
    return writing().filter(tool -> !tool.path("name").asString().equals(NEEDS_AN_ALERT));
  }

  /** All rows of the tables that a write may change. */
  private List<String> state() throws SQLException {
    List<String> rows = new ArrayList<>();
    String file = product.data().resolve("nightjar.db").toString();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      List<String> tables =
          column(statement, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
      for (String table : tables) {
        if (!BOOKKEEPING.contains(table) && !table.startsWith("sqlite_")) {
          rows.addAll(rows(statement, table));
        }
      }
    }
    return rows;
  }

  /** How many changes are in the audit; rows of calls have no subject. */
  private int audited() throws SQLException {
    String file = product.data().resolve("nightjar.db").toString();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      return Integer.parseInt(
          column(statement, "SELECT count(*) FROM audit WHERE subject != ''").getFirst());
    }
  }

  private static List<String> rows(Statement statement, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
      int columns = row.getMetaData().getColumnCount();
      while (row.next()) {
        StringBuilder text = new StringBuilder(table);
        for (int i = 1; i <= columns; i++) {
          text.append('|').append(row.getString(i));
        }
        rows.add(text.toString());
      }
    }
    return rows;
  }

  private static List<String> column(Statement statement, String sql) throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        values.add(row.getString(1));
      }
    }
    return values;
  }

  @TestFactory
  Stream<DynamicTest> withoutAConfirmationNothingIsDoneThroughAnyDoor() {
    return doable()
        .map(tool -> DynamicTest.dynamicTest(tool.path("name").asString(), () -> doesNotAct(tool)));
  }

  /** What is there for a tool that removes. */
  private void prepare(String name) {
    adding(name)
        .ifPresent(
            add -> {
              String tool = add.path("name").asString();
              ObjectNode example = (ObjectNode) add.path("example");
              if (product.client().post(tool, Json.text(example)).statusCode() == 200) {
                confirmed(tool, example);
              }
            });
  }

  private Optional<JsonNode> adding(String name) {
    return name.startsWith("remove_")
        ? writing()
            .filter(each -> each.path("name").asString().equals(name.replace("remove_", "add_")))
            .findFirst()
        : Optional.empty();
  }

  /** Takes back what was prepared. */
  private void tidy(String name, JsonNode example) {
    if (adding(name).isPresent()) {
      confirmed(name, (ObjectNode) example);
    }
  }

  private void doesNotAct(JsonNode tool) throws Exception {
    String name = tool.path("name").asString();
    prepare(name);
    ObjectNode example = (ObjectNode) tool.path("example").deepCopy();
    List<String> before = state();
    int auditedBefore = audited();
    List<ObjectNode> attempts = new ArrayList<>();
    attempts.add(example);
    for (String confirm : List.of("", "yes", "true", "A".repeat(118))) {
      attempts.add(example.deepCopy().put("confirm", confirm));
    }
    attempts.add(example.deepCopy().put("dry_run", true).put("confirm", "yes"));
    for (ObjectNode attempt : attempts) {
      String arguments = Json.text(attempt);
      List<HttpResponse<String>> answers =
          List.of(
              product.client().post(name, arguments),
              product.client().legacy("tools/call", Client.toolCall(name, arguments)),
              product.client().modern("tools/call", Client.toolCall(name, arguments)));
      for (HttpResponse<String> answer : answers) {
        assertFalse(answer.body().contains("\"status\":\"done\""), answer.body());
        assertTrue(
            answer.body().matches("(?s).*(needs_confirmation|dry_run|nothing is changed).*"),
            answer.body());
      }
    }
    assertEquals(before, state());
    assertEquals(auditedBefore, audited());
    tidy(name, tool.path("example"));
  }

  @TestFactory
  Stream<DynamicTest> whatItIsSaidToBeIsTrueAndItsUndoTakesItBack() {
    return doable()
        .map(
            tool ->
                DynamicTest.dynamicTest(tool.path("name").asString(), () -> keepsItsWord(tool)));
  }

  private void keepsItsWord(JsonNode tool) throws Exception {
    String name = tool.path("name").asString();
    JsonNode hints = annotations(name);
    assertFalse(hints.path("readOnlyHint").asBoolean(true), name);
    assertEquals(4, hints.size(), name);
    prepare(name);
    List<String> before = state();
    int auditedBefore = audited();
    JsonNode done = confirmed(name, (ObjectNode) tool.path("example"));
    List<String> after = state();
    assertNotEquals(before, after, name + ": its example changes nothing");
    assertEquals(auditedBefore + 1, audited());
    if (!hints.path("destructiveHint").asBoolean()) {
      assertTrue(after.containsAll(before), name + " removes or replaces, but says it does not");
    }
    if (hints.path("idempotentHint").asBoolean()) {
      confirmed(name, (ObjectNode) tool.path("example"));
      assertEquals(after, state(), name + " says that twice is as once");
    }
    assertEquals(tool.path("undo_tool").asString(), done.path("undo_tool").asString());
    confirmed(
        done.path("undo_tool").asString(),
        (ObjectNode) Client.parse(done.path("undo_arguments").asString()));
    assertEquals(before, state(), name + " is not taken back by its undo");
    tidy(name, tool.path("example"));
  }

  private JsonNode annotations(String name) {
    JsonNode listed =
        Client.json(product.client().modern("tools/list", Json.object())).at("/result/tools");
    return listed
        .valueStream()
        .filter(tool -> tool.path("name").asString().equals(name))
        .findFirst()
        .orElseThrow()
        .path("annotations");
  }

  private JsonNode confirmed(String name, ObjectNode arguments) {
    return product.write(name, Json.text(arguments));
  }

  @Test
  void aViewerNeitherSeesNorCallsThem() throws Exception {
    Product.Ended made =
        Product.run("token", "create", "--user", "eve", "--data", product.data().toString());
    Client viewer = new Client(product.url(), made.out().strip());
    JsonNode seen = Client.json(viewer.get("/api/v1/tools")).path("tools");
    assertTrue(seen.valueStream().allMatch(tool -> tool.path("read_only").asBoolean()));
    writing()
        .forEach(
            tool -> {
              String name = tool.path("name").asString();
              assertEquals(403, viewer.post(name, Json.text(tool.path("example"))).statusCode());
            });
  }

  @Test
  void aMonitorThatOnlyReadsListsNoneAndRefusesEachByName() throws Exception {
    List<JsonNode> tools = writing().toList();
    assertFalse(tools.isEmpty());
    Set<String> names = new HashSet<>();
    tools(product).forEach(tool -> names.add(tool.path("name").asString()));
    try (Product reading =
        Product.start(folder.resolve("reading"), "--read-only", "--pcap", capture.toString())) {
      for (JsonNode tool : tools) {
        String name = tool.path("name").asString();
        names.remove(name);
        HttpResponse<String> refused = reading.client().post(name, Json.text(tool.path("example")));
        assertEquals(403, refused.statusCode());
        assertTrue(refused.body().contains(name + " writes"), refused.body());
        assertTrue(refused.body().contains("--read-only"), refused.body());
      }
      Set<String> left = new HashSet<>();
      tools(reading).forEach(tool -> left.add(tool.path("name").asString()));
      assertEquals(names, left);
    }
  }
}
