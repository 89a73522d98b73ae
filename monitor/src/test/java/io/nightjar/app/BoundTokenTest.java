package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.tool.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A token bound to one host's network, beside one that sees all, on the same capture. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundTokenTest {
  private static final String HOST = "14.136.136.108";
  private static final String OTHER = "172.105.121.82";

  /** Talks to both. */
  private static final String CLIENT = "192.168.2.126";

  private static final List<String> MOVING =
      List.of(
          "as_of", "name", "names", "throughput_bps", "throughput_1m_bps", "throughput_15m_bps");

  /** Lists and rankings, live and of all history. */
  private static final List<String> LISTS =
      List.of(
          "list_hosts",
          "list_macs",
          "get_country_stats",
          "list_asns",
          "list_vlans",
          "list_networks",
          "top_talkers");

  private Product product;
  private Client bound;

  /** Read a capture of the host's frames alone: who sees nothing else cannot tell the two apart. */
  private Product alone;

  private Client boundAlone;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path capture = SharedData.path("ndpi/pcap/1kxun.pcap");
    Path data = folder.resolve("data");
    product = Product.start(data, "--pcap", capture.toString());
    Path rest = folder.resolve("rest").resolve(capture.getFileName());
    int frames = FilteredCapture.write(capture, rest, new byte[] {14, (byte) 136, (byte) 136, 108});
    assertTrue(frames > 0);
    alone = Product.start(folder.resolve("alone"), "--pcap", rest.toString());
    bound = new Client(product.url(), boundToken(data));
    boundAlone = new Client(alone.url(), boundToken(folder.resolve("alone")));
    product.awaitStored(190);
    alone.awaitStored(1);
  }

  private static String boundToken(Path data) throws Exception {
    Product.Ended made =
        Product.run(
            "token",
            "create",
            "--user",
            "bob",
            "--networks",
            HOST + "/32",
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
    if (alone != null) {
      alone.close();
    }
  }

  private static Set<String> column(JsonNode table, String name) {
    List<String> names = table.path("columns").valueStream().map(JsonNode::asString).toList();
    int at = names.indexOf(name);
    assertTrue(at >= 0, names::toString);
    return table
        .path("rows")
        .valueStream()
        .map(row -> row.path(at).asString())
        .collect(Collectors.toSet());
  }

  @Test
  void itListsItsHostsAlone() {
    assertTrue(column(product.call("list_hosts", "{\"limit\":1000}"), "ip").contains(OTHER));
    assertEquals(Set.of(HOST), column(bound.call("list_hosts", "{\"limit\":1000}"), "ip"));
  }

  @Test
  void itSeesFlowsWithItsHostAlone() {
    JsonNode all = product.call("get_live_flows_for_host", "{\"ip\":\"" + HOST + "\"}");
    String client = "{\"ip\":\"" + CLIENT + "\"}";
    JsonNode seen = bound.call("get_live_flows_for_host", client);
    assertEquals(all.path("total").asLong(), seen.path("total").asLong());
    assertTrue(seen.path("total").asLong() > 0);
    String hidden =
        product
            .call("get_live_flows_for_host", "{\"ip\":\"" + OTHER + "\",\"max_flows\":1}")
            .at("/rows/0/0")
            .asString();
    String one = "{\"flow_id\":\"" + hidden + "\"}";
    assertEquals(200, product.client().post("get_live_flow", one).statusCode());
    assertEquals(404, bound.post("get_live_flow", one).statusCode());
  }

  @Test
  void othersHostsAreNotThere() {
    assertEquals(
        200, product.client().post("get_host_info", "{\"ip\":\"" + OTHER + "\"}").statusCode());
    assertEquals(404, bound.post("get_host_info", "{\"ip\":\"" + OTHER + "\"}").statusCode());
    assertEquals(200, bound.post("get_host_info", "{\"ip\":\"" + HOST + "\"}").statusCode());
  }

  @Test
  void groupsCountItsFlowsAlone() {
    String grouped = "{\"group_by\":\"protocol\"}";
    long seen = sum(bound.call("get_live_flows_summary", grouped), "flows");
    assertEquals(
        product.call("get_live_flows_for_host", "{\"ip\":\"" + HOST + "\"}").path("total").asLong(),
        seen);
    assertTrue(seen < sum(product.call("get_live_flows_summary", grouped), "flows"));
  }

  private static long sum(JsonNode table, String name) {
    List<String> names = table.path("columns").valueStream().map(JsonNode::asString).toList();
    int at = names.indexOf(name);
    return table.path("rows").valueStream().mapToLong(row -> row.path(at).asLong()).sum();
  }

  @Test
  void devicesOfOthersAreNotThere() {
    long all = product.call("list_macs", "{\"limit\":1000}").path("total").asLong();
    long seen = bound.call("list_macs", "{\"limit\":1000}").path("total").asLong();
    assertTrue(seen > 0 && seen < all, seen + " of " + all);
  }

  /**
   * Whatever others do, and behind whichever device, its answers are the same. A name or a
   * throughput may differ: names are told by others' packets, and time goes on by them.
   */
  @Test
  void noListTellsAnythingOfTrafficBetweenOthers() {
    for (String span : List.of("", "\"from\":\"2000-01-01T00:00:00Z\"")) {
      for (String tool : LISTS) {
        same(tool, span);
      }
      for (String by :
          List.of("source", "destination", "conversation", "application", "protocol", "category")) {
        same("top_talkers", joined("\"by\":\"" + by + "\"", span));
      }
      for (String mac : column(bound.call("list_macs", "{}"), "mac")) {
        same("get_mac_info", joined("\"mac\":\"" + mac + "\"", span));
      }
    }
    for (String by : List.of("host", "country", "asn", "port", "domain")) {
      same("get_live_flows_summary", "\"group_by\":\"" + by + "\"");
    }
  }

  private static String joined(String one, String other) {
    return other.isEmpty() ? one : one + "," + other;
  }

  private void same(String tool, String arguments) {
    String asked = "{" + arguments + "}";
    JsonNode theirs = of(bound, tool, asked);
    assertEquals(of(boundAlone, tool, asked), theirs, tool + asked);
    JsonNode all = of(product.client(), tool, asked);
    boolean isEmpty = all.path("rows").isEmpty() && all.path("mac").isMissingNode();
    assertTrue(isEmpty || !all.equals(theirs), () -> tool + asked + " hides nothing: " + all);
  }

  /** An answer without what may differ. */
  private static JsonNode of(Client client, String tool, String arguments) {
    ObjectNode answer = (ObjectNode) client.call(tool, arguments).deepCopy();
    List<String> columns = answer.path("columns").valueStream().map(JsonNode::asString).toList();
    for (String moving : MOVING) {
      answer.remove(moving);
      int at = columns.indexOf(moving);
      for (JsonNode row : answer.path("rows")) {
        if (at >= 0) {
          ((ArrayNode) row).setNull(at);
        }
      }
    }
    return answer;
  }

  @Test
  void historyIsCutTheSameWay() {
    String where = " WHERE src_ip = '" + HOST + "' OR dst_ip = '" + HOST + "'";
    long expected = product.row("SELECT count() FROM flows" + where).path(0).asLong();
    assertTrue(expected > 0);
    assertEquals(expected, counted("SELECT count() FROM flows"));
    assertTrue(product.row("SELECT count() FROM flows").path(0).asLong() > expected);
    assertEquals(0, counted("SELECT count() FROM captures"));
    assertEquals(0, counted("SELECT count() FROM timeseries WHERE series != 'host:traffic'"));
    JsonNode talkers = bound.call("top_talkers", "{\"by\":\"conversation\"}");
    assertFalse(talkers.toString().contains(OTHER), talkers.toString());
  }

  @Test
  void flowsThatEndedAreThoseWithItsHostAlone() {
    String of = "{\"server_ip\":\"%s\",\"from\":\"2000-01-01T00:00:00Z\",\"limit\":100}";
    JsonNode all = product.call("get_historical_flow", of.formatted(OTHER));
    assertTrue(all.path("rows").size() > 0, all.toString());
    assertEquals(0, bound.call("get_historical_flow", of.formatted(OTHER)).path("rows").size());
    assertEquals(
        product.call("get_historical_flow", of.formatted(HOST)).path("rows").size(),
        bound.call("get_historical_flow", of.formatted(HOST)).path("rows").size());
  }

  @Test
  void whatTablesHoldInAllIsNotTold() {
    assertNotEquals(Set.of(""), column(product.call("list_tables", "{}"), "rows"));
    assertEquals(Set.of(""), column(bound.call("list_tables", "{}"), "rows"));
    assertEquals(Set.of(""), column(bound.call("list_tables", "{}"), "newest"));
  }

  private long counted(String sql) {
    String arguments = Json.text(Json.object().put("sql", sql));
    return bound.call("query", arguments).at("/rows/0/0").asLong();
  }

  @Test
  void whatCannotBeCutIsRefusedByName() {
    for (String tool :
        List.of(
            "list_interfaces",
            "get_infrastructure_stats",
            "get_system_health",
            "get_interface_addresses",
            "list_timeseries")) {
      HttpResponse<String> refused = bound.post(tool, "{}");
      assertEquals(403, refused.statusCode(), refused.body());
      assertTrue(refused.body().contains(tool + " counts all networks together"), refused.body());
    }
    assertFalse(bound.get("/api/v1/tools").body().contains("get_system_health\""));
  }
}
