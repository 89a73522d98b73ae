package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.tool.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every tool over every door, of captures whose content others know too. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ToolAnswersTest {
  private static final String HOST = "192.168.2.126";
  private static final double BYTES_PER_TOKEN = 3.5;
  private static final int MOST_TOKENS = 8_000;

  /** Counts of what the monitor itself does, which go on between two calls. */
  private static final Set<String> MOVING =
      Set.of("as_of", "uptime_s", "memory_used_bytes", "notes");

  private static final Set<String> NEED_LOOKUP = Set.of("get_country_stats", "list_asns");

  private static final List<String> PUBLISHED =
      List.of(
          "SELECT src_ip, count() FROM flows WHERE L7_PROTO='dns' AND DOMAIN_NAME LIKE"
              + " '%malicious%' AND FIRST_SEEN >= now() - INTERVAL 1 day GROUP BY src_ip",
          "SELECT src_ip, dst_ip, dst_port, SUM(bytes) FROM flows WHERE NOT"
              + " isIPAddressInRange(dst_ip,'192.168.0.0/16') AND FIRST_SEEN >= now() - INTERVAL 1"
              + " hour GROUP BY src_ip, dst_ip, dst_port ORDER BY SUM(bytes) DESC LIMIT 5",
          "SELECT src_ip, dst_ip, dst_port, COUNT() as flow_count, SUM(bytes) FROM flows WHERE"
              + " dst_ip='45.142.222.50' AND dst_port=8443 AND FIRST_SEEN >= now() - INTERVAL 7 day"
              + " GROUP BY src_ip, dst_ip, dst_port",
          "SELECT src_ip, dst_ip, L7_PROTO, SUM(bytes) FROM flows WHERE src_port != 0 AND"
              + " FIRST_SEEN >= now() - INTERVAL 6 hour GROUP BY src_ip, dst_ip, L7_PROTO ORDER BY"
              + " SUM(bytes) DESC LIMIT 10",
          "SELECT COUNT(DISTINCT src_ip) FROM flows WHERE L4_PROTO='UDP' AND dst_port=1194");

  @TempDir private static Path folder;
  private Path capture = Path.of("");
  private Product product;

  @BeforeAll
  void start() throws Exception {
    capture = SharedData.path("ndpi/pcap/1kxun.pcap");
    product =
        Product.start(
            folder.resolve("data"),
            Map.of("NIGHTJAR_LOOKUP", DataDirectory.lookup().toString()),
            "--pcap",
            capture.toString(),
            "--pcap",
            SharedData.path("pcaps/malware/sanders-ratinfected.pcapng").toString(),
            "--blocked-asns",
            "AS64496");
    product.awaitStored(205);
    addProbe();
    addDestination();
    addPolicyAndExclusion();
  }

  /** One that asks nobody. */
  private void addProbe() throws Exception {
    String arguments =
        "{\"host\":\"a.invalid\",\"measurement\":\"icmp\",\"granularity\":\"hour\",\"reason\":\"a"
            + " row\"}";
    String add = "add_active_monitoring_script";
    String confirm = product.call(add, arguments).path("confirm").asString();
    product.call(add, arguments.replace("}", ",\"confirm\":\"" + confirm + "\"}"));
    Product.await(
        "its first result",
        () -> product.row("SELECT count() FROM probe_results").path(0).asInt() == 1);
  }

  private void addDestination() {
    String siem = "{\"name\":\"siem\",\"kind\":\"ecs_file\",\"reason\":\"for tests\"}";
    String confirm = product.call("add_notification", siem).path("confirm").asString();
    product.call("add_notification", siem.replace("}", ",\"confirm\":\"" + confirm + "\"}"));
  }

  private void addPolicyAndExclusion() {
    product.write(
        "create_ai_policy",
        """
        {"name":"none","description":"d","sql":"SELECT src_ip FROM flows WHERE bytes < 0",
         "schedule":"1d","reason":"a test"}""");
    product.write("add_host_alert_exclusion", "{\"ip\":\"192.0.2.99\",\"reason\":\"a test\"}");
  }

  @AfterAll
  void stop() {
    if (product != null) {
      product.close();
    }
  }

  private Map<String, String> questions() {
    return questions(product);
  }

  /** A call of each tool that reads, which answers with something where 1kxun was captured. */
  static Map<String, String> questions(Product product) {
    String flow =
        product.call("get_live_flows_for_host", "{\"max_flows\":1}").at("/rows/0/0").asString();
    Map<String, String> questions = new HashMap<>();
    for (JsonNode tool : tools(product)) {
      if (tool.at("/annotations/readOnlyHint").asBoolean()) {
        questions.put(tool.path("name").asString(), "{}");
      }
    }
    questions.put(
        "explain_alert",
        "{\"alert_id\":\""
            + product.call("list_alerts", "{\"limit\":1}").at("/rows/0/0").asString()
            + "\"}");
    questions.put("list_expected_servers", "{\"from\":\"2000-01-01T00:00:00Z\"}");
    questions.put("get_host_info", "{\"ip\":\"" + HOST + "\"}");
    questions.put("get_live_flows_for_host", "{\"ip\":\"" + HOST + "\",\"role\":\"client\"}");
    questions.put("get_live_flow", "{\"flow_id\":\"" + flow + "\"}");
    questions.put("get_mac_info", "{\"mac\":\"9c:b6:d0:d3:e3:33\"}");
    questions.put("get_asset_info", "{\"mac\":\"9c:b6:d0:d3:e3:33\"}");
    questions.put("list_audit", "{\"tool\":\"user.create\"}");
    questions.put("top_talkers", "{\"by\":\"application\",\"from\":\"2000-01-01T00:00:00Z\"}");
    questions.put("get_timeseries", series("host:traffic", HOST));
    questions.put(
        "get_historical_flow",
        "{\"client_ip\":\"192.168.2.126\",\"from\":\"2000-01-01T00:00:00Z\"}");
    questions.put("check_reputation", "{\"indicator\":\"AS64496\"}");
    questions.put("test_notification", "{\"name\":\"siem\"}");
    questions.put("search_docs", "{\"query\":\"keep flows longer\"}");
    questions.put(
        "query", "{\"sql\":\"SELECT l7_app, sum(bytes) FROM flows GROUP BY ALL ORDER BY ALL\"}");
    return questions;
  }

  /** A month a value, of all there is. */
  private static String series(String name, String key) {
    return """
    {"series":"%s","key":"%s","metric":"bytes","from":"2000-01-01T00:00:00Z",\
    "step":2678400,"points":true,"interface_name":"1kxun.pcap"}\
    """
        .formatted(name, key);
  }

  static JsonNode tools(Product product) {
    HttpResponse<String> response = product.client().modern("tools/list", Json.object());
    assertEquals(200, response.statusCode(), response.body());
    return Client.json(response).at("/result/tools");
  }

  @Test
  void everyToolAnswersTheSameOverRestAndBothErasOfMcp() {
    Client client = product.client();
    assertEquals("2025-11-25", client.initialize());
    Map<String, String> questions = questions();
    assertEquals(38, questions.size());
    questions.forEach(
        (tool, arguments) -> {
          JsonNode rest = still(client.call(tool, arguments));
          ObjectNode params = Client.toolCall(tool, arguments);
          JsonNode legacy = Client.json(client.legacy("tools/call", params)).path("result");
          JsonNode modern = Client.json(client.modern("tools/call", params)).path("result");
          assertFalse(modern.path("isError").asBoolean(), modern.toString());
          assertTrue(rest.size() > 1, tool + ": " + rest);
          assertEquals(rest, still(modern.path("structuredContent")), tool);
          assertEquals(rest, still(legacy.path("structuredContent")), tool);
          assertEquals("complete", modern.path("resultType").asString(), tool);
          assertFalse(modern.at("/content/0/text").asString().isEmpty(), tool);
          boolean mayBeEmpty = NEED_LOOKUP.contains(tool) && !countriesAreKnown();
          if (rest.has("rows") && !mayBeEmpty) {
            assertTrue(!rest.path("rows").isEmpty(), tool + ": " + rest);
          }
        });
  }

  private static boolean countriesAreKnown() {
    return Files.exists(DataDirectory.lookup().resolve("dbip-country.mmdb"));
  }

  private static JsonNode still(JsonNode result) {
    ObjectNode copy = (ObjectNode) result.deepCopy();
    MOVING.forEach(copy::remove);
    return copy;
  }

  @Test
  void theInterfaceHasThePacketsAndBytesOfTheFile() {
    JsonNode row = rowOf(product.call("list_interfaces", "{}"), 0, "1kxun.pcap");
    assertEquals("file", row.path(1).asString());
    assertEquals("done", row.path(2).asString());
    assertEquals(1723, row.path(3).asLong());
    assertEquals(2_527_774, row.path(4).asLong());
    assertEquals(0, row.path(5).asLong());
  }

  @Test
  void aHostHasThePacketsBytesAndFlowsTsharkCounts() throws Exception {
    TsharkOf theirs = TsharkOf.host(capture, HOST);
    JsonNode host = product.call("get_host_info", "{\"ip\":\"" + HOST + "\"}");
    assertEquals(theirs.sentPackets(), host.path("packets_sent").asLong());
    assertEquals(theirs.sentBytes(), host.path("bytes_sent").asLong());
    assertEquals(theirs.packets() - theirs.sentPackets(), host.path("packets_received").asLong());
    assertEquals(theirs.bytes() - theirs.sentBytes(), host.path("bytes_received").asLong());
    assertEquals(
        theirs.flows(),
        host.path("total_flows_as_client").asLong() + host.path("total_flows_as_server").asLong());
    JsonNode sums =
        product.row(
            "SELECT sum(packets), sum(bytes), countIf(first_dump), uniqExact(flow_id) FROM flows"
                + " WHERE src_ip = '"
                + HOST
                + "' OR dst_ip = '"
                + HOST
                + "'");
    assertEquals(
        List.of(theirs.packets(), theirs.bytes(), theirs.flows(), theirs.flows()), longs(sums));
    JsonNode listed = rowOf(product.call("list_hosts", "{}"), 0, HOST);
    assertEquals(theirs.sentBytes(), listed.path(9).asLong());
    JsonNode top = rowOf(product.call("top_talkers", "{}"), 0, HOST);
    assertEquals(theirs.bytes(), top.path(3).asLong());
    assertEquals(theirs.packets(), top.path(4).asLong());
    assertEquals(
        theirs.flows(),
        product
            .call("get_live_flows_for_host", "{\"ip\":\"" + HOST + "\"}")
            .path("total")
            .asLong());
  }

  @Test
  void timeSeriesHoldEveryByteAndSayWhatTheyAre() throws Exception {
    assertEquals(2_527_774, total(series("iface:traffic", "1kxun.pcap")));
    assertEquals(2_527_774, total(series("iface:summary", "1kxun.pcap")));
    assertEquals(TsharkOf.host(capture, HOST).bytes(), total(series("host:traffic", HOST)));
    JsonNode listed = rowOf(product.call("list_timeseries", "{}"), 0, "iface:traffic");
    assertEquals(2, listed.path(2).asInt());
    assertEquals(2_527_774 + 558_515, listed.path(4).asLong());
    JsonNode empty = product.call("get_timeseries", "{\"series\":\"iface:traffic\"}");
    assertTrue(
        empty.path("notes").toString().contains("no points in this range"), empty.toString());
    refused("get_timeseries", "{\"series\":\"iface:colour\"}", "iface:traffic, ");
    refused(
        "get_timeseries",
        "{\"series\":\"iface:traffic\",\"from\":\"-7d\",\"step\":1}",
        "at least 605");
  }

  private long total(String question) {
    JsonNode row = product.call("get_timeseries", question).path("rows").path(0);
    return row.path(10)
        .valueStream()
        .mapToLong(point -> Long.parseLong(point.asString().replaceFirst(".*=", "")))
        .sum();
  }

  @Test
  void theSumsOfHostsAreTheSumsOfTheirGroups() {
    JsonNode all = product.call("get_infrastructure_stats", "{}");
    assertEquals(1723 + 779, all.path("packets").asLong());
    long hosts = 0;
    for (JsonNode vlan : product.call("list_vlans", "{}").path("rows")) {
      hosts += vlan.path(1).asLong();
    }
    assertEquals(all.path("hosts").asLong(), hosts);
    JsonNode local = product.call("list_hosts", "{\"where\":\"local\",\"limit\":1000}");
    assertEquals(all.path("local_hosts").asLong(), local.path("total").asLong());
    JsonNode network = rowOf(product.call("list_networks", "{}"), 0, "192.168.0.0/16");
    assertTrue(network.path(1).asLong() > 0, network.toString());
  }

  @Test
  void historyHoldsEveryIpPacketOfBothFiles() {
    assertEquals(
        List.of(1723L + 779, 2_527_774L + 558_515),
        longs(product.row("SELECT sum(packets), sum(bytes) FROM flows")));
  }

  @Test
  void thePublishedQueriesRunAsTheyStand() {
    for (String sql : PUBLISHED) {
      JsonNode result = product.call("query", Json.text(Json.object().put("sql", sql)));
      assertEquals("history", result.path("source").asString(), sql);
    }
    assertEquals(
        List.of(0L), longs(product.row(PUBLISHED.getLast())), "nobody speaks OpenVPN in these");
  }

  @Test
  void whatMustNotRunIsRefusedInPlainWords() {
    refused("query", sql("SELECT 1; SELECT 2"), "one statement");
    refused("query", sql("DROP TABLE flows"), "only SELECT");
    refused("query", sql("INSERT INTO flows (src_ip) SELECT 'x'"), "only SELECT");
    refused("query", sql("SELECT * FROM file('/etc/passwd', 'LineAsString')"), "file");
    refused("query", sql("SELECT * FROM url('http://127.0.0.1/', 'CSV')"), "url");
    refused("query", sql("SELECT 1 INTO OUTFILE '/tmp/x'"), "OUTFILE");
    refused("query", sql("SELECT * FROM system.users"), "system");
    refused("query", "{\"sql\":\"SELECT 1\",\"max_rows\":\"many\"}", "max_rows");
    refused("query", "{\"sql\":[\"SELECT 1\"]}", "sql");
    refused("query", "{\"statement\":\"SELECT 1\"}", "unknown argument \\\"statement\\\"");
    refused("query", "{}", "sql");
    refused("list_hosts", "{\"sort_by\":\"colour\"}", "colour");
    refused("get_host_info", "{\"ip\":\"300.1.2.3\"}", "300.1.2.3");
    HttpResponse<String> unknown = product.client().post("list_host", "{}");
    assertEquals(404, unknown.statusCode());
    assertTrue(unknown.body().contains("did you mean list_hosts"), unknown.body());
  }

  private static String sql(String statement) {
    return Json.text(Json.object().put("sql", statement));
  }

  /** Over REST and over MCP. */
  private void refused(String tool, String arguments, String saying) {
    HttpResponse<String> rest = product.client().post(tool, arguments);
    assertEquals(400, rest.statusCode(), arguments + rest.body());
    assertTrue(rest.body().contains(saying), rest.body());
    HttpResponse<String> mcp =
        product.client().legacy("tools/call", Client.toolCall(tool, arguments));
    JsonNode result = Client.json(mcp).path("result");
    assertTrue(result.path("isError").asBoolean(), mcp.body());
    assertTrue(
        result.at("/content/0/text").asString().contains(saying.replace("\\", "")), mcp.body());
  }

  @Test
  void aViewersListOfToolsIsShortAndSaysWhatEachDoes() throws Exception {
    Product.Ended made =
        Product.run("token", "create", "--user", "eve", "--data", product.data().toString());
    Client viewer = new Client(product.url(), made.out().strip());
    JsonNode seen = Client.json(viewer.modern("tools/list", Json.object())).at("/result/tools");
    byte[] list = Json.bytes(seen);
    assertTrue(list.length / BYTES_PER_TOKEN <= MOST_TOKENS, list.length + " bytes");
    for (JsonNode tool : seen) {
      JsonNode annotations = tool.path("annotations");
      Set<String> names = new TreeSet<>(annotations.propertyNames());
      assertEquals(
          Set.of("destructiveHint", "idempotentHint", "openWorldHint", "readOnlyHint"), names);
      assertTrue(annotations.path("readOnlyHint").asBoolean(), tool.path("name").asString());
    }
  }

  @Test
  void serversInUseAreSuggestedUntilTheyAreExpected() {
    String all = "{\"from\":\"2000-01-01T00:00:00Z\",\"limit\":1000}";
    assertEquals(
        List.of("8.8.8.8 4", "168.95.1.1 2", "192.168.119.1 2", "192.168.119.1 32"),
        List.of(suggested(all, 0), suggested(all, 1), suggested(all, 2), suggested(all, 3)));
    String arguments =
        "{\"kind\":\"dns\",\"servers\":[\"8.8.8.0/24\"],\"reason\":\"they are ours\"}";
    String confirm = product.call("set_expected_servers", arguments).path("confirm").asString();
    product.call(
        "set_expected_servers", arguments.replace("}", ",\"confirm\":\"" + confirm + "\"}"));
    JsonNode dns = product.call("list_expected_servers", all.replace("{", "{\"kind\":\"dns\","));
    assertEquals(
        "[[\"dns\",\"expected\",\"8.8.8.0/24\",null,4,66.67],"
            + "[\"dns\",\"suggested\",\"168.95.1.1\",null,2,33.33]]",
        dns.path("rows").toString());
    assertTrue(
        dns.path("notes")
            .toString()
            .contains("dns: 2 of 2 addresses answered 100 % of 6 requests"));
    refused("list_expected_servers", "{\"kind\":\"dnss\"}", "one of dns, ntp, dhcp, smtp, gateway");
    refused("list_expected_servers", "{\"from\":\"2100-01-01T00:00:00Z\"}", "in the future");
  }

  /** The server and requests of a suggestion. */
  private String suggested(String question, int row) {
    JsonNode cells = product.call("list_expected_servers", question).path("rows").path(row);
    assertEquals("suggested", cells.path(1).asString());
    return cells.path(2).asString() + " " + cells.path(4).asLong();
  }

  private static JsonNode rowOf(JsonNode table, int column, String value) {
    return table
        .path("rows")
        .valueStream()
        .filter(row -> row.path(column).asString("").equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no row of " + value + " in " + table));
  }

  private static List<Long> longs(JsonNode row) {
    List<Long> values = new ArrayList<>();
    row.forEach(cell -> values.add(cell.asLong()));
    return values;
  }
}
