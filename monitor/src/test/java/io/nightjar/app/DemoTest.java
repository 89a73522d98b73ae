package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.demo.DemoCapture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The office of the demonstration: what is true of it is what the published questions find. */
class DemoTest {
  private static final Duration TOLD = Duration.ofMinutes(90);

  @TempDir private Path folder;

  private Path capture(Instant from, Duration length, String name) throws Exception {
    Path file = folder.resolve(name);
    DemoCapture.write(file, from, length);
    return file;
  }

  @Test
  void theSameMinutesAreTheSameBytes() throws Exception {
    Instant from = Instant.parse("2026-03-01T12:00:00Z");
    byte[] first = Files.readAllBytes(capture(from, Duration.ofMinutes(3), "one"));
    assertArrayEquals(
        first, Files.readAllBytes(capture(from.plusSeconds(59), Duration.ofMinutes(3), "two")));
  }

  @Test
  void thePublishedQuestionsFindItsStories() throws Exception {
    Path office = capture(Instant.now().minus(TOLD), TOLD, "office");
    try (Product product = Product.start(folder.resolve("data"), "--pcap=" + office)) {
      product.awaitStored(1);
      Product.await(
          "every flow is stored",
          () ->
              product.row("SELECT count() FROM flows").path(0).asLong()
                  >= product.health().path("flows_total").asLong(1));
      JsonNode asked =
          product.row(
              "SELECT src_ip, count() FROM flows WHERE L7_PROTO='dns' AND DOMAIN_NAME LIKE"
                  + " '%malicious%' AND FIRST_SEEN >= now() - INTERVAL 1 day GROUP BY src_ip");
      assertEquals("[\"192.168.1.117\",30]", asked.toString());
      JsonNode left =
          product.row(
              "SELECT src_ip, dst_ip, dst_port, SUM(bytes) FROM flows WHERE NOT"
                  + " isIPAddressInRange(dst_ip,'192.168.0.0/16') AND FIRST_SEEN >= now() - INTERVAL"
                  + " 1 hour GROUP BY src_ip, dst_ip, dst_port ORDER BY SUM(bytes) DESC LIMIT 5");
      assertEquals("192.168.1.112", left.path(0).asString());
      assertEquals("203.0.113.66", left.path(1).asString());
      assertTrue(left.path(3).asLong() > 200_000_000, left::toString);
      JsonNode called =
          product.row(
              "SELECT src_ip, dst_ip, dst_port, COUNT() as flow_count, SUM(bytes) FROM flows WHERE"
                  + " dst_ip='45.142.222.50' AND dst_port=8443 AND FIRST_SEEN >= now() - INTERVAL 7"
                  + " day GROUP BY src_ip, dst_ip, dst_port");
      assertEquals("[\"192.168.1.105\",\"45.142.222.50\",8443,90", begin(called));
      JsonNode heavy =
          product.row(
              "SELECT src_ip, dst_ip, L7_PROTO, SUM(bytes) FROM flows WHERE src_port != 0 AND"
                  + " FIRST_SEEN >= now() - INTERVAL 6 hour GROUP BY src_ip, dst_ip, L7_PROTO ORDER"
                  + " BY SUM(bytes) DESC LIMIT 10");
      assertEquals("192.168.1.30", heavy.path(0).asString());
      assertEquals("192.168.1.20", heavy.path(1).asString());
      JsonNode vpn =
          product.row(
              "SELECT COUNT(DISTINCT src_ip) FROM flows WHERE L4_PROTO='UDP' AND dst_port=1194");
      assertEquals(7, vpn.path(0).asInt());
    }
  }

  private static String begin(JsonNode row) {
    String text = row.toString();
    return text.substring(0, text.lastIndexOf(','));
  }

  @Test
  void whatIsDatedLaterComesLater() throws Exception {
    Instant now = Instant.now();
    Path office = capture(now.minusSeconds(120), Duration.ofMinutes(30), "office");
    try (Product product =
        Product.start(folder.resolve("data"), "--pcap=" + office, "--pcap-as-dated")) {
      Product.await("the past is read", () -> packets(product) > 1_000);
      JsonNode latest = product.call("list_interfaces", "{}");
      assertTrue(latest.toString().contains("running"), latest::toString);
      long before = packets(product);
      Product.await("more comes", () -> packets(product) > before);
      long all = 30L * before / 3;
      assertTrue(packets(product) < all, () -> packets(product) + " of some " + all);
    }
  }

  private static long packets(Product product) {
    JsonNode table = product.call("list_interfaces", "{}");
    int column = 0;
    while (!table.path("columns").path(column).asString("").equals("packets")) {
      column++;
      assertTrue(column < 100, table::toString);
    }
    return table.path("rows").path(0).path(column).asLong();
  }
}
