package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A machine without libndpi. */
class PortDetectionTest {
  @TempDir private Path folder;

  @Test
  void withoutLibndpiApplicationsAreToldByPortAndHealthSaysSo() throws Exception {
    Path capture = SharedData.path("ndpi/pcap/1kxun.pcap");
    // An empty file is what the dynamic linker finds first, and it ends there.
    for (String name : new String[] {"libndpi.so", "libndpi.so.4", "libndpi.so.4.2"}) {
      Files.createFile(folder.resolve(name));
    }
    Map<String, String> environment = Map.of("LD_LIBRARY_PATH", folder.toString());
    try (Product product =
        Product.start(folder.resolve("data"), environment, "--pcap", capture.toString())) {
      product.awaitStored(197);
      JsonNode health = product.health();
      assertEquals("port", health.path("detection").asString());
      assertEquals("degraded", health.path("status").asString());
      assertTrue(health.path("problems").toString().contains("libndpi"), health.toString());
      assertTrue(product.errors().contains("libndpi is missing"), product.errors());
      assertEquals(
          "[1723,1]",
          product
              .row(
                  "SELECT sum(packets), countIf(l7_proto = 'http' AND dst_port = 80) > 0 FROM flows")
              .toString());
    }
  }
}
