package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.nightjar.tool.Json;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** "Monitor connectivity to http://…": from the proposal to the first value to the removal. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProbeToolsTest {
  private static final String ADD = "add_active_monitoring_script";
  private static final String REMOVE = "remove_active_monitoring_script";
  private static final String LIST = "list_enabled_active_monitoring_scripts";

  private Product product;
  private HttpServer site;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path capture = new ManyFlows(1).write(folder.resolve("few.pcap"));
    site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    site.createContext(
        "/",
        exchange -> {
          byte[] page = "all is well".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    site.start();
    product =
        Product.start(
            folder.resolve("data"),
            "--pcap",
            capture.toString(),
            "--probe-networks",
            "127.0.0.1/32");
    product.awaitStored(1);
  }

  @AfterAll
  void stop() {
    if (product != null) {
      product.close();
    }
    if (site != null) {
      site.stop(0);
    }
  }

  /** A call over this era of MCP; its structured content, or its text where it was refused. */
  private JsonNode call(String era, String tool, ObjectNode arguments) {
    ObjectNode params = Client.toolCall(tool, Json.text(arguments));
    Client client = product.client();
    HttpResponse<String> response =
        era.equals("modern")
            ? client.modern("tools/call", params)
            : client.legacy("tools/call", params);
    JsonNode result = last(response.body()).path("result");
    return result.path("isError").asBoolean()
        ? result.at("/content/0/text")
        : result.path("structuredContent");
  }

  /** The answer, also where it took so long that it came on a stream. */
  private static JsonNode last(String body) {
    int data = body.lastIndexOf("\ndata: ");
    return Client.parse(data < 0 ? body : body.substring(data + "\ndata: ".length()).strip());
  }

  private JsonNode confirmed(String era, String tool, ObjectNode arguments) {
    JsonNode told = call(era, tool, arguments);
    assertEquals("needs_confirmation", told.path("status").asString(), told.toString());
    arguments.put("confirm", told.path("confirm").asString());
    JsonNode done = call(era, tool, arguments);
    assertEquals("done", done.path("status").asString(), done.toString());
    return done;
  }

  private ObjectNode arguments(String path) {
    return Json.object()
        .put("host", "http://127.0.0.1:" + site.getAddress().getPort() + path)
        .put("measurement", "http")
        .put("threshold", 5000)
        .put("reason", "the shop must be up");
  }

  private JsonNode row(String era, String path) {
    String host = arguments(path).path("host").asString();
    return call(era, LIST, Json.object())
        .path("rows")
        .valueStream()
        .filter(row -> row.path(1).asString().equals(host))
        .findFirst()
        .orElse(Json.object());
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "modern"})
  void aProbeIsProposedConfirmedMeasuredAndRemoved(String era) throws Exception {
    String path = "/" + era;
    JsonNode done = confirmed(era, ADD, arguments(path));
    assertTrue(done.path("effect").asString().contains("bad above 5000 ms"), done.toString());
    Product.await("the first value", () -> row(era, path).path(4).isNumber());
    JsonNode row = row(era, path);
    assertEquals("up", row.path(3).asString(), row.toString());
    assertEquals("ms", row.path(5).asString());
    assertEquals("127.0.0.1", row.path(12).asString());
    Product.await(
        "availability comes out of history", () -> row(era, path).path(9).asDouble(0) == 100);
    JsonNode series =
        call(
            era,
            "get_timeseries",
            Json.object()
                .put("series", "probe:value")
                .put("key", "http " + arguments(path).path("host").asString()));
    assertEquals(1, series.path("returned").asInt(), series.toString());
    JsonNode twice = call(era, ADD, arguments(path).put("threshold", 1));
    assertTrue(twice.asString().contains("there is a probe already: http of"), twice.toString());
    assertTrue(twice.asString().contains("bad above 5000 ms"), twice.toString());
    ObjectNode undo = (ObjectNode) Client.parse(done.path("undo_arguments").asString());
    assertEquals(REMOVE, done.path("undo_tool").asString());
    confirmed(era, REMOVE, undo);
    Product.await("it is gone", Duration.ofSeconds(10), () -> row(era, path).isEmpty());
    undo.remove("confirm");
    JsonNode again = call(era, REMOVE, undo);
    assertTrue(again.asString().contains("there is no probe http of"), again.toString());
  }

  private void refused(String saying, ObjectNode arguments) {
    HttpResponse<String> response =
        product.client().post(ADD, Json.text(arguments.put("reason", "bad input")));
    assertEquals(400, response.statusCode(), response.body());
    assertTrue(response.body().contains(saying), response.body());
  }

  private static ObjectNode of(String measurement, String host) {
    return Json.object().put("measurement", measurement).put("host", host);
  }

  @Test
  void whatCannotBeAProbeIsRefusedWithWhatCan() {
    refused("0 to 10000 ms", of("icmp", "a.invalid").put("threshold", -1));
    refused("min, 5mins, hour", of("icmp", "a.invalid").put("granularity", "day"));
    refused("of cicmp it is one of min", of("cicmp", "a.invalid").put("granularity", "hour"));
    refused("one of icmp, cicmp, http", of("ping", "a.invalid"));
    refused("user or password", of("https", "https://u:p@a.invalid/"));
    refused("only http:// and https://", of("http", "gopher://a.invalid/"));
    refused("127.0.0.2 is this machine", of("icmp", "127.0.0.2"));
    refused("this machine", of("icmp", "::1"));
    refused("link-local", of("http", "http://169.254.169.254/latest/meta-data/"));
    assertEquals(0, product.call(LIST, "{}").path("rows").size());
  }

  @Test
  void countersMoveAndTheTableIsInSql() throws Exception {
    String path = "/counted";
    confirmed("modern", ADD, arguments(path));
    Product.await("the first value", () -> row("modern", path).path(4).isNumber());
    String metrics = product.client().get("/metrics").body();
    assertTrue(metrics.matches("(?s).*nightjar_probe_runs_total\\{state=\"up\"} [1-9].*"), metrics);
    Product.await(
        "the result is stored",
        () ->
            product
                    .row(
                        "SELECT count() FROM probe_results WHERE state = 'up' AND http_status = 200"
                            + " AND target LIKE '%/counted' AND time > toDateTime("
                            + (Instant.now().getEpochSecond() - 600)
                            + ")")
                    .path(0)
                    .asInt()
                == 1);
    confirmed(
        "modern",
        REMOVE,
        Json.object()
            .put("host", arguments(path).path("host").asString())
            .put("measurement", "http")
            .put("reason", "counted"));
  }
}
