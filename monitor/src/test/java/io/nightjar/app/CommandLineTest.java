package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.tool.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, and what they say and end with. */
class CommandLineTest {
  @TempDir private Path folder;

  @Test
  void wrongUsageEndsWithTwoAndNamesWhatIsWrong() throws Exception {
    wrong("'--colour'", "run", "--colour", "red");
    wrong("cannot read /no/such.pcap", "run", "--pcap", "/no/such.pcap");
    wrong("'127.0.0.1:port' is not HOST:PORT", "run", "--listen", "127.0.0.1:port");
    wrong("--workers: from 1 to 64, got 65", "run", "--workers", "65");
    wrong("--ring-mb: from 1 to 16384, got 0", "run", "--ring-mb", "0");
    Path config = Files.writeString(folder.resolve("run.conf"), "workers = many");
    wrong("'workers' cannot be set", "run", "--config", config.toString());
    wrong("a token is needed: --token", "call", "list_hosts");
    wrong("--user", "token", "create");
  }

  private void wrong(String saying, String... arguments) throws Exception {
    Product.Ended ended = Product.run(arguments);
    assertEquals(2, ended.code(), ended.err());
    assertTrue(ended.err().contains(saying), ended.err());
    assertEquals("", ended.out());
  }

  @Test
  void tokensAreMadeWhileTheMonitorRunsAndOpenEveryReadingTool() throws Exception {
    Path capture = new ManyFlows(10).write(folder.resolve("few.pcap"));
    try (Product product = Product.start(folder.resolve("data"), "--pcap", capture.toString())) {
      product.awaitStored(10);
      Product.Ended made =
          Product.run(
              "token",
              "create",
              "--user",
              "eve",
              "--ttl",
              "1d",
              "--data",
              product.data().toString());
      assertEquals(0, made.code(), made.err());
      assertTrue(made.out().matches("nj_[A-Za-z0-9_-]{20,}\\n"), "not the token alone");
      Client viewer = new Client(product.url(), made.out().strip());
      String flow = viewer.call("get_live_flows_for_host", "{}").at("/rows/0/0").asString();
      for (var tool : Client.json(viewer.get("/api/v1/tools")).path("tools")) {
        String name = tool.path("name").asString();
        if (name.equals("explain_alert")) {
          assertEquals(404, viewer.post(name, "{\"alert_id\":\"1\"}").statusCode());
          continue; // these flows raise nothing
        }
        String arguments =
            switch (name) {
              case "check_reputation" -> "{\"indicator\":\"www.example.com\"}";
              case "get_host_info" -> "{\"ip\":\"10.0.0.1\"}";
              case "get_live_flow" -> "{\"flow_id\":\"" + flow + "\"}";
              case "get_mac_info", "get_asset_info" -> "{\"mac\":\"02:00:00:00:00:01\"}";
              case "get_historical_flow" -> "{\"client_ip\":\"10.0.0.1\"}";
              case "get_timeseries" -> "{\"series\":\"iface:traffic\"}";
              case "search_docs" -> "{\"query\":\"flows\"}";
              case "query" -> "{\"sql\":\"SELECT count() FROM flows\"}";
              default -> "{}";
            };
        assertTrue(viewer.call(name, arguments).size() > 1, name);
      }
      assertEquals(
          401, new Client(product.url(), "nj_wrong").post("list_hosts", "{}").statusCode());
      assertEquals(401, new Client(product.url(), "").post("list_hosts", "{}").statusCode());
      callPrintsTheResult(product, made.out().strip());
      Product.await(
          "the journal has the file",
          () ->
              product.row("SELECT countIf(state = 'complete') FROM captures").at("/0").asLong()
                  == 1);
      theListOfToolsOutlivesARestart(product, capture);
    }
  }

  private static void callPrintsTheResult(Product product, String token) throws Exception {
    Product.Ended called =
        Product.run(
            "call", "list_interfaces", "{\"limit\":1}", "--url", product.url(), "--token", token);
    assertEquals(0, called.code(), called.err());
    assertEquals("few.pcap", Client.parse(called.out()).at("/result/rows/0/0").asString());
    Product.Ended refused =
        Product.run(
            "call", "list_interfaces", "{\"limits\":1}", "--url", product.url(), "--token", token);
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains("unknown argument"), refused.err());
  }

  private static void theListOfToolsOutlivesARestart(Product product, Path capture)
      throws Exception {
    String before = product.client().modern("tools/list", Json.object()).body();
    assertEquals(0, product.terminate(), product::errors);
    try (Product again = product.again("--pcap", capture.toString())) {
      assertEquals(before, again.client().modern("tools/list", Json.object()).body());
      assertTrue(again.errors().contains("few.pcap is in history already"), again.errors());
    }
  }

  @Test
  void theDoctorTellsWhatIsInTheWayOfAMonitor() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Product.Ended ended =
          Product.run(
              "doctor",
              "--listen",
              "127.0.0.1:" + taken.getLocalPort(),
              "--data",
              folder.toString());
      assertEquals(1, ended.code(), ended.out());
      assertTrue(ended.out().contains("MISSING port"), ended.out());
    }
    Product.Ended ended = doctorOnAFreePort();
    boolean well = !ended.out().contains("MISSING");
    assertEquals(well ? 0 : 1, ended.code(), ended.out());
    assertTrue(ended.out().contains("ok      port"), ended.out());
  }

  private Product.Ended doctorOnAFreePort() throws IOException, InterruptedException {
    return Product.run("doctor", "--listen", "127.0.0.1:0", "--data", folder.toString());
  }
}
