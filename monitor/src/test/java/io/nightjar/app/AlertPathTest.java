package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.demo.DemoCapture;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** From a packet, or a trouble of the monitor, to a person: every part between, in the program. */
class AlertPathTest {
  private static final Duration TOLD = Duration.ofMinutes(5);
  private static final String CONTACT = "{\"key\":\"blacklisted_server_contact\"}";

  @TempDir private Path folder;
  private Path data = Path.of("");

  @BeforeEach
  void listTheServerThatControls() throws IOException {
    Product.assumeStore();
    data = folder.resolve("data");
    Files.createDirectories(data.resolve("blocklists"));
    Files.writeString(data.resolve("blocklists/control.txt"), "45.142.222.50\n");
  }

  /** Five minutes in the office of the demonstration, so many quarters of an hour ago. */
  private String office(int quarters) throws IOException {
    Path file = folder.resolve("office" + quarters);
    DemoCapture.write(file, Instant.now().minus(TOLD.multipliedBy(3L * quarters)), TOLD);
    return "--pcap=" + file;
  }

  private static JsonNode rows(Product product, String tool, String arguments) {
    return product.call(tool, arguments).path("rows");
  }

  /** By the columns of list_blocklists. */
  private static long hits(JsonNode row) {
    return row.path(7).asLong();
  }

  private static double metric(Product product, String name) {
    return product
        .client()
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .sum();
  }

  @Test
  void whoCallsAListedServerIsAnAlertUntilItIsExcluded() throws Exception {
    try (Product product = Product.start(data, office(2))) {
      Product.await("the alert", () -> !rows(product, "list_alerts", CONTACT).isEmpty());
      assertTrue(
          rows(product, "list_alerts", CONTACT).toString().contains("192.168.1.105"),
          () -> rows(product, "list_alerts", CONTACT).toString());
      Product.await(
          "flows of the server bear it",
          () ->
              product
                      .row(
                          "SELECT count() FROM flows WHERE dst_ip = '45.142.222.50'"
                              + " AND has(alerts, 'blacklisted_server_contact')")
                      .path(0)
                      .asLong()
                  == TOLD.toMinutes());
      assertTrue(hits(rows(product, "list_blocklists", "{}").path(0)) >= TOLD.toMinutes());
      product.write(
          "add_host_alert_exclusion", "{\"ip\":\"192.168.1.105\",\"reason\":\"it is a test\"}");
      assertEquals(0, product.terminate(), product::errors);
      try (Product again = product.again(office(1))) {
        Product.await("the second is read", () -> again.health().toString().contains(": done"));
        assertEquals("[]", rows(again, "list_alerts", CONTACT).toString());
        assertTrue(metric(again, "nightjar_findings_excluded_total") >= TOLD.toMinutes());
        assertEquals(
            "0",
            again
                .row(
                    "SELECT sum(score) FROM flows WHERE dst_ip = '45.142.222.50'"
                        + " AND NOT has(alerts, 'blacklisted_server_contact')")
                .path(0)
                .toString());
      }
    }
  }

  @Test
  void anExclusionOfAnAlertThatDoesNotExistIsRefusedWithTheNearest() throws Exception {
    try (Product product = Product.start(data, "--pcap=" + empty())) {
      HttpResponse<String> told =
          product
              .client()
              .post(
                  "add_host_alert_exclusion",
                  "{\"ip\":\"10.0.0.1\",\"alert\":\"conection_failed\",\"reason\":\"a slip\"}");
      assertEquals(400, told.statusCode(), told.body());
      assertTrue(told.body().contains("did you mean connection_failed?"), told.body());
    }
  }

  @Test
  void whatIsWrongWithTheMonitorReachesADestination() throws Exception {
    try (Product product = Product.start(data, "--pcap=" + empty())) {
      product.write(
          "add_notification",
          "{\"name\":\"siem\",\"kind\":\"ecs_file\",\"batch_seconds\":1,\"reason\":\"a test\"}");
      assertEquals(0, product.terminate(), product::errors);
      try (Product again =
          product.again("--pcap=" + empty(), "--blocklist=gone=http://127.0.0.1:1/list")) {
        Product.await("it is written", () -> written().contains("blocklist_download_failed"));
        assertTrue(again.isAlive());
      }
    }
  }

  private Path empty() throws IOException {
    return new ManyFlows(1).write(folder.resolve("few.pcap"));
  }

  /** All that destinations wrote under the data directory. */
  private String written() {
    try (Stream<Path> files = Files.walk(data)) {
      List<Path> lines = files.filter(each -> each.toString().contains("siem")).toList();
      StringBuilder all = new StringBuilder();
      for (Path each : lines) {
        all.append(Files.isRegularFile(each) ? Files.readString(each) : "");
      }
      return all.toString();
    } catch (IOException e) {
      return "";
    }
  }
}
