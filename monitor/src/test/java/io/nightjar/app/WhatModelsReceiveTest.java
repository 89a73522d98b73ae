package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.tool.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model that follows a script: it calls every tool it is listed, asks for as much as it may,
 * turns every page, and looks at what its client hands over. Some clients hand over {@code
 * structuredContent}, others {@code content}: two forms of one payload, each looked at by itself.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WhatModelsReceiveTest {
  /** What clients take without cutting. */
  private static final int MOST_CHARACTERS = 40_000;

  private static final int MOST_PAGES = 30;
  private static final int TELLING_LENGTH = 30;
  private static final Pattern RECORD_END = Pattern.compile("\r\n");
  private static final List<String> ROW_LIMITS = List.of("limit", "max_rows", "max_flows");

  @TempDir private static Path folder;
  private Product product;
  private Map<String, String> questions = Map.of();

  @BeforeAll
  void start() throws Exception {
    product =
        Product.start(
            folder.resolve("data"),
            "--pcap",
            SharedData.path("ndpi/pcap/1kxun.pcap").toString(),
            "--pcap",
            SharedData.path("ndpi/pcap/alexa-app.pcapng").toString());
    product.awaitStored(205);
    WriteToolsTest.NAMED.forEach(product::write);
    questions = ToolAnswersTest.questions(product);
  }

  /** What is to be added must not be there, what is to be removed or tested must. */
  private void prepare(String name) {
    if (name.startsWith("add_")) {
      doExample(name.replace("add_", "remove_"));
    } else if (name.startsWith("remove_") || name.startsWith("test_")) {
      doExample(name.replaceFirst("remove_|test_", "add_"));
    }
  }

  private void doExample(String name) {
    for (JsonNode tool : Client.json(product.client().get("/api/v1/tools")).path("tools")) {
      if (tool.path("name").asString().equals(name)) {
        ObjectNode example = (ObjectNode) tool.path("example");
        HttpResponse<String> told = product.client().post(name, Json.text(example));
        if (told.statusCode() == 200) {
          String confirm = Client.json(told).at("/result/confirm").asString();
          product.call(name, Json.text(example.deepCopy().put("confirm", confirm)));
        }
      }
    }
  }

  @AfterAll
  void stop() {
    if (product != null) {
      product.close();
    }
  }

  /** A tool as the script knows it: how to call it, and by what it is asked for more rows. */
  private record Listed(String name, ObjectNode question, Optional<String> limit, long most) {}

  private List<Listed> script() {
    Map<String, ObjectNode> examples =
        Client.json(product.client().get("/api/v1/tools"))
            .path("tools")
            .valueStream()
            .collect(
                Collectors.toMap(
                    tool -> tool.path("name").asString(),
                    tool -> (ObjectNode) tool.path("example")));
    List<Listed> script = new ArrayList<>();
    for (JsonNode tool : ToolAnswersTest.tools(product)) {
      String name = tool.path("name").asString();
      ObjectNode question =
          questions.containsKey(name)
              ? (ObjectNode) Client.parse(questions.get(name))
              : examples.getOrDefault(name, Json.object()).deepCopy().put("dry_run", true);
      if (question.has("alert_id")) {
        question.set("alert_id", product.call("list_alerts", "{}").at("/rows/0/0"));
      }
      JsonNode arguments = tool.at("/inputSchema/properties");
      Optional<String> limit = ROW_LIMITS.stream().filter(arguments::has).findFirst();
      long most = limit.map(each -> arguments.path(each).path("maximum").asLong()).orElse(0L);
      script.add(new Listed(name, question, limit, most));
    }
    return script;
  }

  private JsonNode call(String tool, ObjectNode arguments) {
    prepare(tool);
    ObjectNode params = Json.object().put("name", tool);
    params.set("arguments", arguments);
    JsonNode result = Client.json(product.client().modern("tools/call", params)).path("result");
    assertFalse(result.path("isError").asBoolean(), () -> tool + ": " + result);
    assertEquals(1, result.path("content").size(), () -> tool + ": " + result);
    assertTrue(result.path("structuredContent").isObject(), () -> tool + ": " + result);
    return result;
  }

  private static String text(JsonNode result) {
    return result.at("/content/0/text").asString();
  }

  @Test
  void everyToolIsShortAndSaysNothingTwice() {
    List<Listed> script = script();
    assertTrue(script.size() >= 26, () -> script.size() + " tools");
    for (Listed tool : script) {
      look(tool.name(), call(tool.name(), tool.question()));
    }
  }

  @Test
  void asMuchAsMayBeAskedForIsStillShort() {
    int cut = 0;
    for (Listed tool : script()) {
      if (tool.limit().isPresent()) {
        ObjectNode most = tool.question().deepCopy().put(tool.limit().get(), tool.most());
        JsonNode result = call(tool.name(), most);
        look(tool.name(), result);
        cut += result.at("/structuredContent/truncated").asBoolean() ? 1 : 0;
      }
    }
    assertTrue(cut > 0, "no answer was long enough to be cut");
  }

  @Test
  void noPageRepeatsARowOfAnother() {
    int turned = 0;
    for (Listed tool : script()) {
      ObjectNode question = tool.question();
      Set<String> seen = new HashSet<>();
      Optional<String> next = Optional.empty();
      int pages = 0;
      do {
        JsonNode structured = call(tool.name(), question).path("structuredContent");
        for (JsonNode row : structured.path("rows")) {
          assertTrue(seen.add(row.toString()), () -> tool.name() + " has twice " + row);
        }
        next = structured.path("next_cursor").stringValueOpt();
        next.ifPresent(cursor -> question.put("cursor", cursor));
        pages++;
      } while (next.isPresent() && pages < MOST_PAGES);
      turned += pages - 1;
    }
    assertTrue(turned > 3, "no pages were turned");
  }

  private static void look(String tool, JsonNode result) {
    JsonNode structured = result.path("structuredContent");
    String text = text(result);
    for (String form : List.of(Json.text(structured), text)) {
      assertTrue(form.length() < MOST_CHARACTERS, () -> tool + ": " + form.length());
    }
    differ(tool, texts(structured.path("notes")));
    if (structured.has("rows")) {
      table(tool, structured, text);
    } else {
      entity(tool, structured, text);
    }
  }

  private static void table(String tool, JsonNode structured, String text) {
    List<String> columns = texts(structured.path("columns"));
    List<String> rows = texts(structured.path("rows"));
    differ(tool, columns);
    differ(tool, rows);
    structured
        .path("rows")
        .forEach(row -> assertEquals(columns.size(), row.size(), () -> tool + ": " + row));
    List<String> records = RECORD_END.splitAsStream(text).toList();
    differ(tool, records);
    assertEquals(String.join(",", columns), records.get(1), tool);
    assertEquals(2 + rows.size(), records.size(), tool);
  }

  private static void entity(String tool, JsonNode structured, String text) {
    assertEquals(structured, Client.parse(text), tool);
    List<String> telling =
        structured.properties().stream()
            .filter(fact -> !fact.getKey().equals("notes"))
            .flatMap(fact -> texts(fact.getValue()).stream())
            .filter(value -> value.length() >= TELLING_LENGTH)
            .toList();
    differ(tool, telling);
  }

  private static List<String> texts(JsonNode node) {
    return node.isArray()
        ? node.valueStream().map(JsonNode::toString).map(WhatModelsReceiveTest::bare).toList()
        : List.of(node.toString());
  }

  private static String bare(String json) {
    return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
  }

  private static void differ(String tool, List<String> all) {
    Set<String> once = new TreeSet<>();
    all.forEach(each -> assertTrue(once.add(each), () -> tool + " says twice: " + each));
  }
}
