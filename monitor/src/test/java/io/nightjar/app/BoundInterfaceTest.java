package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.tool.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A token bound to one of two captures, beside a monitor that has read no other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoundInterfaceTest {
  private static final String INTERFACE = "1kxun.pcap";
  private static final String OTHER = "sanders-ratinfected.pcapng";
  private static final String RANGE = "\"from\":\"2000-01-01T00:00:00Z\"";

  /** Numbers that go on by themselves. */
  private static final List<String> MOVING = List.of("as_of", "throughput_bps");

  private Product both;
  private Product alone;
  private Client bound;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path one = SharedData.path("ndpi/pcap/" + INTERFACE);
    Path two = SharedData.path("pcaps/malware/" + OTHER);
    both =
        Product.start(folder.resolve("both"), "--pcap", one.toString(), "--pcap", two.toString());
    alone = Product.start(folder.resolve("alone"), "--pcap", one.toString());
    Product.Ended made =
        Product.run(
            "token",
            "create",
            "--user",
            "bob",
            "--interfaces",
            INTERFACE,
            "--data",
            both.data().toString());
    assertEquals(0, made.code(), made.err());
    bound = new Client(both.url(), made.out().strip());
    both.awaitStored(205);
    alone.awaitStored(197);
  }

  @AfterAll
  void stop() {
    if (both != null) {
      both.close();
    }
    if (alone != null) {
      alone.close();
    }
  }

  /** Live and of all history, its answers are those of a monitor without the other capture. */
  @Test
  void noListTellsAnythingOfTheOtherInterface() {
    for (String tool :
        List.of(
            "list_interfaces",
            "list_hosts",
            "list_macs",
            "list_vlans",
            "list_networks",
            "top_talkers")) {
      same(tool, "{\"limit\":1000}");
      same(tool, "{\"limit\":1000," + RANGE + "}");
    }
    for (String by : List.of("application", "protocol", "port", "destination")) {
      same("get_live_flows_summary", "{\"group_by\":\"" + by + "\"}");
    }
    same("get_host_info", "{\"ip\":\"192.168.2.126\"}");
    assertEquals(
        alone.call("get_live_flows_for_host", "{}").path("total"),
        bound.call("get_live_flows_for_host", "{}").path("total"));
  }

  private void same(String tool, String arguments) {
    JsonNode theirs = of(bound, tool, arguments);
    assertEquals(of(alone.client(), tool, arguments), theirs, tool + arguments);
    if (tool.startsWith("list_") && !Set.of("list_vlans", "list_networks").contains(tool)) {
      assertNotEquals(of(both.client(), tool, arguments), theirs, tool + " hides nothing");
    }
  }

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
  void whatIsOfTheOtherInterfaceIsNotThere() {
    String ip =
        both.row("SELECT src_ip FROM flows WHERE interface = '" + OTHER + "'").at("/0").asString();
    String asked = "{\"ip\":\"" + ip + "\"}";
    assertEquals(200, both.client().post("get_host_info", asked).statusCode());
    assertEquals(404, bound.post("get_host_info", asked).statusCode());
    String flow =
        both.call("get_live_flows_for_host", "{\"ip\":\"" + ip + "\",\"max_flows\":1}")
            .at("/rows/0/0")
            .asString();
    String one = "{\"flow_id\":\"" + flow + "\"}";
    assertEquals(200, both.client().post("get_live_flow", one).statusCode());
    assertEquals(404, bound.post("get_live_flow", one).statusCode());
    assertEquals(
        0,
        bound
            .call("get_historical_flow", "{\"client_ip\":\"" + ip + "\"," + RANGE + "}")
            .path("rows")
            .size());
    String sql = "{\"sql\":\"SELECT count() FROM flows WHERE interface = '" + OTHER + "'\"}";
    assertEquals(0, bound.call("query", sql).at("/rows/0/0").asLong());
    assertEquals(8, both.call("query", sql).at("/rows/0/0").asLong());
    assertTrue(bound.call("list_tables", "{}").toString().contains("a bound token"));
  }

  @Test
  void whatCountsAllInterfacesIsRefusedByNameAndNotListed() throws Exception {
    for (String tool :
        List.of("get_infrastructure_stats", "get_system_health", "get_interface_addresses")) {
      var refused = bound.post(tool, "{}");
      assertEquals(403, refused.statusCode(), refused.body());
      assertTrue(refused.body().contains(tool + " counts all interfaces"), refused.body());
      assertFalse(bound.get("/api/v1/tools").body().contains(tool + "\""));
      assertFalse(bound.modern("tools/list", Json.object()).body().contains(tool + "\""));
    }
    assertEquals(403, bound.get("/metrics").statusCode());
    assertEquals("{\"status\":\"ok\"}", bound.get("/health").body());
  }
}
