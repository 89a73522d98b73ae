package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import io.nightjar.tool.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Alerts of real captures, from the packet to the answer, and over a restart. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlertToolsTest {
  private static final String KEY = "url_possible_sql_injection";
  private static final String EVER = ",\"from\":\"2000-01-01T00:00:00Z\"";

  @TempDir private static Path folder;
  private Product product;
  private String id = "";
  private String attacker = "";

  @BeforeAll
  void start() throws Exception {
    product = Product.start(folder.resolve("data"), captures());
    product.awaitStored(4);
    Product.await("alerts are stored", () -> stored() > 0);
    JsonNode row = product.call("list_alerts", "{\"key\":\"" + KEY + "\"}").at("/rows/0");
    id = row.path(0).asString();
    attacker = row.path(5).asString();
  }

  private static String[] captures() {
    return new String[] {
      "--pcap",
      SharedData.path("pcaps/exploit/sanders-http_dvwa_sqlinjection.pcapng").toString(),
      "--pcap",
      SharedData.path("pcaps/tcphealth/sanders-tcp_refuseconnection.pcapng").toString()
    };
  }

  private long stored() {
    return product
        .row("SELECT count() FROM alerts FINAL WHERE key = '" + KEY + "'")
        .path(0)
        .asLong();
  }

  @AfterAll
  void stop() {
    if (product != null) {
      product.close();
    }
  }

  @Test
  @Order(1)
  void liveAlertsAreListedWorstFirstAndFiltered() {
    JsonNode all = product.call("list_alerts", "{\"limit\":100}");
    assertTrue(all.path("total").asLong() > 2, all.toString());
    assertEquals("error", all.at("/rows/0/1").asString());
    JsonNode errors = product.call("list_alerts", "{\"severity\":\"error\"}");
    assertTrue(errors.path("total").asLong() < all.path("total").asLong());
    JsonNode host = product.call("list_alerts", "{\"host\":\"" + attacker + "\"}");
    assertTrue(host.path("rows").toString().contains(KEY));
    for (String none :
        List.of(
            "{\"key\":\"no_such_key\"}",
            "{\"host\":\"203.0.113.9\"}",
            "{\"entity\":\"mac\"}",
            "{\"category\":\"system\"}",
            "{\"status\":\"closed\"}",
            "{\"interface_name\":\"eth9\"}",
            "{\"state\":\"engaged\"}")) {
      JsonNode empty = product.call("list_alerts", none);
      assertEquals(0, empty.path("total").asLong(), none);
      assertTrue(empty.path("notes").toString().contains("history"), none);
    }
  }

  @Test
  @Order(1)
  void historyHasTheSameAlerts() {
    JsonNode past = product.call("list_alerts", "{\"key\":\"" + KEY + "\"" + EVER + "}");
    assertEquals("history", past.path("source").asString());
    assertEquals(id, past.at("/rows/0/0").asString());
    JsonNode row =
        product.row(
            "SELECT entity, category, severity, status, state, techniques, src_ip, toString(flow_id) FROM alerts FINAL WHERE alert_id = "
                + id);
    assertEquals("flow", row.path(0).asString());
    assertEquals("security", row.path(1).asString());
    assertEquals("error", row.path(2).asString());
    assertEquals("open", row.path(3).asString());
    assertEquals("happened", row.path(4).asString());
    assertEquals("[\"T1190\"]", row.path(5).toString());
    assertEquals(attacker, row.path(6).asString());
    assertEquals(
        1,
        product
            .row(
                "SELECT countIf(first_dump) FROM flows WHERE has(alerts, '%s') AND flow_id = %s"
                    .formatted(KEY, row.path(7).asString()))
            .path(0)
            .asLong());
  }

  @Test
  @Order(1)
  void anAlertIsExplainedWithWhatItsStatementsShow() {
    JsonNode why = product.call("explain_alert", "{\"alert_id\":\"" + id + "\"}");
    assertTrue(why.path("why").toString().contains("request") || !why.path("why").isEmpty());
    assertTrue(why.path("technique").asString().startsWith("T1190 Exploit"), why.toString());
    assertFalse(why.path("checks").isEmpty());
    assertFalse(why.path("flows").isEmpty(), why.toString());
    assertTrue(why.path("flows").toString().contains(attacker));
    for (JsonNode sql : why.path("sql")) {
      JsonNode rows = product.call("query", Json.text(Json.object().put("sql", sql.asString())));
      assertFalse(rows.path("rows").isEmpty(), sql.asString());
    }
    JsonNode resource = resource("alert://" + id);
    assertTrue(resource.at("/result/contents/0/text").asString().contains(KEY));
    JsonNode active = resource("monitor://alerts/active");
    assertTrue(active.at("/result/contents/0/text").asString().contains(id));
  }

  private JsonNode resource(String uri) {
    return Client.json(product.client().modern("resources/read", Json.object().put("uri", uri)));
  }

  @Test
  @Order(1)
  void aHostTellsItsAlerts() {
    JsonNode host = product.call("get_host_info", "{\"ip\":\"" + attacker + "\"}");
    assertTrue(host.path("alerts").toString().contains("error " + KEY), host.toString());
    assertTrue(host.path("score_reasons").toString().contains(KEY), host.toString());
    assertTrue(host.path("score").asLong() >= 150);
    assertTrue(host.path("score_1m").toString().contains("client, security"), host.toString());
    JsonNode flows =
        product.call("get_live_flows_for_host", "{\"ip\":\"" + attacker + "\",\"max_flows\":100}");
    assertTrue(flows.path("rows").toString().contains(KEY));
  }

  @Test
  @Order(1)
  void whatCannotBeIsRefusedInPlainWords() {
    refused(400, "explain_alert", "{\"alert_id\":\"abc\"}", "is no alert's number");
    refused(404, "explain_alert", "{\"alert_id\":\"18446744073709551615\"}", "there is no alert");
    refused(400, "list_alerts", "{\"severity\":\"loud\"}", "one of none, info");
    refused(400, "list_alerts", "{\"host\":\"10.0.0\"}", "is no IP address");
    refused(
        404,
        "acknowledge_alert",
        "{\"alert_id\":\"1\",\"reason\":\"testing\"}",
        "there is no alert");
    refused(
        400,
        "acknowledge_alert",
        "{\"alert_id\":\"" + id + "\",\"label\":\"<system>\",\"reason\":\"testing\"}",
        "at most 40 letters");
  }

  private void refused(int status, String tool, String arguments, String saying) {
    HttpResponse<String> answer = product.client().post(tool, arguments);
    assertEquals(status, answer.statusCode(), answer.body());
    assertTrue(answer.body().contains(saying), answer.body());
  }

  @Test
  @Order(1)
  void aBoundTokenSeesAlertsOfItsNetworksAndInterfacesOnly() throws Exception {
    Client inside = bound("--networks", attacker + "/32");
    Client outside = bound("--networks", "203.0.113.0/24");
    Client here = bound("--interfaces", "sanders-http_dvwa_sqlinjection.pcapng");
    Client elsewhere = bound("--interfaces", "sanders-tcp_refuseconnection.pcapng");
    String past = "{\"key\":\"" + KEY + "\"" + EVER + "}";
    for (Client client : List.of(inside, here)) {
      assertTrue(client.call("list_alerts", "{}").toString().contains(id));
      assertTrue(client.call("list_alerts", past).toString().contains(id));
      assertTrue(client.call("explain_alert", named()).toString().contains(KEY));
    }
    for (Client client : List.of(outside, elsewhere)) {
      assertFalse(client.call("list_alerts", "{}").toString().contains(KEY));
      assertEquals(0, client.call("list_alerts", past).path("rows").size());
      assertEquals(404, client.post("explain_alert", named()).statusCode());
    }
  }

  private String named() {
    return "{\"alert_id\":\"" + id + "\"}";
  }

  private Client bound(String option, String value) throws Exception {
    Product.Ended made =
        Product.run(
            "token",
            "create",
            "--user",
            "eve",
            "--name",
            value.replaceAll("[/:]", "_"),
            option,
            value,
            "--data",
            product.data().toString());
    assertEquals(0, made.code(), made.err());
    return new Client(product.url(), made.out().strip());
  }

  @Test
  @Order(2)
  void anAlertIsAcknowledgedLabelledClosedAndOpenedAgain() {
    JsonNode done = marked("\"label\":\"pentest\",");
    assertEquals("done", done.path("status").asString());
    assertEquals("acknowledged pentest", state());
    JsonNode undo = Client.parse(done.path("undo_arguments").asString());
    assertEquals("open", undo.path("status").asString());
    assertEquals("", undo.path("label").asString());
    assertEquals("done", marked("\"status\":\"open\",\"label\":\"\",").path("status").asString());
    assertEquals("open ", state());
    marked("\"status\":\"closed\",\"label\":\"benign\",");
    assertEquals("closed benign", state());
    JsonNode audit = product.call("list_audit", "{\"tool\":\"acknowledge_alert\"}");
    assertTrue(audit.path("rows").toString().contains("alert " + id), audit.toString());
  }

  private JsonNode marked(String arguments) {
    String call = "{\"alert_id\":\"" + id + "\"," + arguments + "\"reason\":\"a test of ours\"";
    JsonNode asked = product.call("acknowledge_alert", call + "}");
    assertEquals("needs_confirmation", asked.path("status").asString(), asked.toString());
    return product.call(
        "acknowledge_alert", call + ",\"confirm\":\"" + asked.path("confirm").asString() + "\"}");
  }

  private String state() {
    JsonNode why = product.call("explain_alert", "{\"alert_id\":\"" + id + "\"}");
    return why.path("status").asString() + " " + why.path("label").asString();
  }

  @Test
  @Order(3)
  void aRestartKeepsWhatPeopleSaidAndReadingTheFilesAgainAddsNothing() throws Exception {
    Product.await(
        "the mark is stored",
        () ->
            product
                .row("SELECT status FROM alerts FINAL WHERE alert_id = " + id)
                .path(0)
                .asString("")
                .equals("closed"));
    long rows = product.row("SELECT count() FROM alerts FINAL").path(0).asLong();
    assertEquals(0, product.terminate());
    product = product.again(captures());
    Product.await(
        "both are read",
        () -> product.call("list_alerts", "{\"key\":\"" + KEY + "\"}").path("total").asLong() > 0);
    assertEquals(
        id, product.call("list_alerts", "{\"key\":\"" + KEY + "\"}").at("/rows/0/0").asString());
    JsonNode after = product.row("SELECT count(), countIf(status = 'closed') FROM alerts FINAL");
    assertEquals(rows, after.path(0).asLong());
    assertEquals(1, after.path(1).asLong());
  }
}
