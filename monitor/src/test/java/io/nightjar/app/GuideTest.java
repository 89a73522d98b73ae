package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.tool.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Resources, prompts and completion of the real program on a capture. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GuideTest {
  private static final String HOST = "192.168.2.126";

  /** The network of the bound token holds this host alone. */
  private static final String BOUND = "14.136.136.108";

  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

  private Product product;
  private Client client;
  private Client bound;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    product =
        Product.start(
            folder.resolve("data"),
            "--pcap",
            SharedData.path("ndpi/pcap/1kxun.pcap").toString(),
            "--pcap-shift-to-now");
    client = product.client();
    bound = new Client(product.url(), boundToken(folder.resolve("data")));
    product.awaitStored(190);
  }

  private static String boundToken(Path data) throws Exception {
    Product.Ended made =
        Product.run(
            "token",
            "create",
            "--user",
            "bob",
            "--networks",
            BOUND + "/32",
            "--data",
            data.toString());
    assertEquals(0, made.code(), made.err());
    return made.out().strip();
  }

  @AfterAll
  void stop() {
    if (product != null) {
      product.close();
    }
  }

  private static JsonNode result(HttpResponse<String> response) {
    JsonNode answer = Client.json(response);
    assertTrue(answer.has("result"), response.body());
    return answer.path("result");
  }

  private static JsonNode error(Client client, String uri) {
    JsonNode error = Client.json(client.modern("resources/read", uri(uri))).path("error");
    assertFalse(error.isMissingNode(), uri);
    return error;
  }

  private static ObjectNode uri(String uri) {
    return Json.object().put("uri", uri);
  }

  private static JsonNode content(Client client, String uri) {
    return result(client.modern("resources/read", uri(uri))).path("contents").path(0);
  }

  private static Set<String> texts(JsonNode list, String field) {
    Set<String> texts = new TreeSet<>();
    list.forEach(each -> texts.add(each.path(field).asString()));
    return texts;
  }

  @Test
  void everyListedResourceIsReadInBothEras() {
    JsonNode list = result(client.modern("resources/list", Json.object())).path("resources");
    assertTrue(texts(list, "uri").contains("monitor://health"));
    assertTrue(texts(list, "uri").contains("monitor://schema/flows"));
    for (JsonNode each : list) {
      String uri = each.path("uri").asString();
      assertFalse(content(client, uri).path("text").asString("").isBlank(), uri);
      assertFalse(
          result(client.legacy("resources/read", uri(uri)))
              .at("/contents/0/text")
              .asString("")
              .isBlank(),
          uri);
    }
  }

  @Test
  void theSchemaOfATableIsWhatDescribeTableTells() {
    String page = content(client, "monitor://schema/flows").path("text").asString();
    for (JsonNode row : product.call("describe_table", "{\"table\":\"flows\"}").path("rows")) {
      assertTrue(page.contains("| `" + row.path(0).asString() + "` |"), row.toString());
    }
  }

  @Test
  void aHostAndAFlowReadLikeTheirTools() throws Exception {
    JsonNode host = Json.parse(content(client, "host://" + HOST).path("text").asString());
    JsonNode told = product.call("get_host_info", "{\"ip\":\"" + HOST + "\"}");
    assertEquals(told.path("bytes_sent"), host.path("bytes_sent"));
    String id =
        product.call("get_live_flows_for_host", "{\"max_flows\":1}").at("/rows/0/0").asString();
    JsonNode flow = Json.parse(content(client, "flow://" + id).path("text").asString());
    assertEquals(
        product.call("get_live_flow", "{\"flow_id\":\"" + id + "\"}").path("bytes"),
        flow.path("bytes"));
    assertEquals("application/json", content(client, "flow://" + id).path("mimeType").asString());
  }

  @Test
  void aBoundTokenReadsHostsAndFlowsInsideItsNetworksOnly() {
    assertEquals("application/json", content(bound, "host://" + BOUND).path("mimeType").asString());
    JsonNode outside = error(bound, "host://" + HOST);
    JsonNode absent = error(bound, "host://203.0.113.77");
    assertEquals(-32602, outside.path("code").asInt(), outside.toString());
    assertEquals(
        absent.path("message").asString().replace("203.0.113.77", "X"),
        outside.path("message").asString().replace(HOST, "X"),
        "what is hidden looks like what is not there");
    String other =
        product
            .row(
                ("SELECT toString(flow_id) FROM flows WHERE src_ip != '%1$s' AND dst_ip != '%1$s'"
                        + " ORDER BY first_seen DESC LIMIT 1")
                    .formatted(BOUND))
            .path(0)
            .asString();
    assertEquals(
        "application/json", content(client, "flow://" + other).path("mimeType").asString());
    assertEquals(-32602, error(bound, "flow://" + other).path("code").asInt());
    JsonNode list = result(bound.modern("resources/list", Json.object())).path("resources");
    assertFalse(texts(list, "uri").contains("monitor://health"), list.toString());
    assertTrue(error(bound, "monitor://health").path("message").asString().contains("bound"));
    String tools = content(bound, "monitor://tools").path("text").asString();
    assertFalse(tools.contains("get_system_health"), tools);
    assertTrue(tools.contains("get_host_info"), tools);
  }

  @Test
  void hostileAddressesAreRefusedInWords() {
    for (String uri :
        List.of(
            "host://192.168.2.126/../x",
            "host://192.168.2.126%00",
            "host://999.1.1.1",
            "host://192.168.2.126'--",
            "flow://-1",
            "flow://18446744073709551616",
            "flow://0",
            "alert://1",
            "file:///etc/passwd",
            "HOST://192.168.2.126")) {
      JsonNode error = error(client, uri);
      assertEquals(-32602, error.path("code").asInt(), uri + error);
      assertFalse(error.path("message").asString().contains("Exception"), error.toString());
      assertTrue(error.path("message").asString().length() > 20, uri + error);
    }
  }

  private List<JsonNode> prompts() {
    List<JsonNode> prompts = new ArrayList<>();
    result(client.modern("prompts/list", Json.object())).path("prompts").forEach(prompts::add);
    assertEquals(10, prompts.size());
    return prompts;
  }

  /** The text of a prompt, with a value for each argument that must have one. */
  private String text(JsonNode prompt) {
    ObjectNode params = Json.object().put("name", prompt.path("name").asString());
    ObjectNode arguments = params.putObject("arguments");
    for (JsonNode each : prompt.path("arguments")) {
      switch (each.path("name").asString()) {
        case "host" -> arguments.put("host", HOST);
        case "alert" -> arguments.put("alert", "1");
        case "column" -> arguments.put("column", "l7_app");
        default -> assertFalse(each.path("required").asBoolean(), each.toString());
      }
    }
    ObjectNode asked = params.deepCopy();
    JsonNode message = result(client.modern("prompts/get", params)).at("/messages/0");
    assertEquals(message, result(client.legacy("prompts/get", asked)).at("/messages/0"));
    assertEquals("user", message.path("role").asString());
    return message.at("/content/text").asString();
  }

  @Test
  void everyStatementOfEveryPromptRuns() {
    int statements = 0;
    int withRows = 0;
    for (JsonNode prompt : prompts()) {
      Matcher sql = SQL.matcher(text(prompt));
      int found = 0;
      while (sql.find()) {
        String arguments = Json.text(Json.object().put("sql", sql.group(1)));
        HttpResponse<String> answer = client.post("query", arguments);
        assertEquals(200, answer.statusCode(), prompt.path("name") + sql.group(1) + answer.body());
        withRows += Client.json(answer).at("/result/rows").isEmpty() ? 0 : 1;
        HttpResponse<String> forBound = bound.post("query", arguments);
        assertEquals(200, forBound.statusCode(), sql.group(1) + forBound.body());
        found++;
      }
      assertTrue(found > 0, prompt.toString());
      statements += found;
    }
    assertTrue(statements > 30 && withRows > statements / 2, withRows + " of " + statements);
  }

  @Test
  void everyNameInEveryPromptIsOneOfATableColumnToolOrFact() {
    Set<String> known = names();
    for (JsonNode prompt : prompts()) {
      String text = SQL.matcher(text(prompt)).replaceAll("");
      Matcher code = CODE.matcher(text);
      while (code.find()) {
        if (code.group(1).matches("[a-z][a-z0-9_]*")) {
          assertTrue(known.contains(code.group(1)), prompt.path("name") + ": " + code.group(1));
        }
      }
      Matcher resource = Pattern.compile("monitor://[a-z0-9_/-]+").matcher(text);
      while (resource.find()) {
        assertFalse(content(client, resource.group()).path("text").asString().isEmpty());
      }
      assertTrue(text.contains("query") || text.contains("`"), text);
    }
  }

  /** Tools, their facts and columns, tables and their columns. */
  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    JsonNode tools = Client.json(client.get("/api/v1/tools"));
    tools.findValues("name").forEach(name -> names.add(name.asString("")));
    tools.findValues("title").forEach(title -> names.add(title.asString("")));
    for (JsonNode row : product.call("list_tables", "{}").path("rows")) {
      names.add(row.path(0).asString());
    }
    names.add("spread"); // a column of a prompt's own statement
    return names;
  }

  private JsonNode complete(Client client, String ref, String argument, String typed) {
    ObjectNode params = Json.object();
    params.set("ref", Client.parse(ref));
    params.putObject("argument").put("name", argument).put("value", typed);
    return result(client.modern("completion/complete", params)).path("completion");
  }

  private static List<String> values(JsonNode completion) {
    assertTrue(completion.path("values").size() <= 100);
    return completion.path("values").valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void hostsAreCompletedByAddressAndNameWithinTheCallersNetworks() {
    String host = "{\"type\":\"ref/resource\",\"uri\":\"host://{ip}\"}";
    String triage = "{\"type\":\"ref/prompt\",\"name\":\"triage_host\"}";
    assertTrue(values(complete(client, host, "ip", "192.168.2.12")).contains(HOST));
    assertTrue(values(complete(client, triage, "host", "192.168.2.12")).contains(HOST));
    List<String> names =
        values(complete(client, triage, "host", "")).stream()
            .filter(value -> value.matches(".*[g-z].*"))
            .toList();
    assertFalse(names.isEmpty(), "names were learned from this capture");
    String name = names.getFirst();
    assertTrue(values(complete(client, triage, "host", name.substring(0, 3))).contains(name));
    assertEquals(List.of(), values(complete(bound, host, "ip", "192.168.2.12")));
    assertEquals(List.of(BOUND), values(complete(bound, host, "ip", "")));
  }

  @Test
  void searchingTheDocumentationAnswersShortly() {
    JsonNode found = product.call("search_docs", "{\"query\":\"how long are flows kept\"}");
    assertTrue(Json.bytes(found).length <= 8_192);
    assertTrue(found.path("returned").asInt() > 0 && found.path("returned").asInt() <= 5);
    String link = found.at("/rows/0/2").asString();
    String page = link.replaceFirst("docs/", "").replaceFirst("#.*", "");
    String first = found.at("/rows/0/3").asString().lines().findFirst().orElseThrow();
    String whole = content(client, "monitor://docs/" + page).path("text").asString();
    assertTrue(whole.contains(first), link);
    assertEquals(400, client.post("search_docs", "{\"query\":\" \"}").statusCode());
    assertEquals(
        400, client.post("search_docs", "{\"query\":\"" + "x".repeat(301) + "\"}").statusCode());
    JsonNode nothing = product.call("search_docs", "{\"query\":\"xyzzyqwrt\"}");
    assertTrue(nothing.path("notes").toString().contains("nothing fits"), nothing.toString());
  }
}
