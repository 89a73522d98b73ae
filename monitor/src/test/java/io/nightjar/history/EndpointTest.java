package io.nightjar.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers named by a URL, and what is said when they do not do. */
class EndpointTest {
  @Test
  void readsSeveralHostsAClusterAndAnAuthority() {
    Endpoint endpoint =
        Endpoint.parse(
            "https://u:p%40s+s@db1:9443,db2,[::1]/flows?cluster=east-1&ca=%2Fetc%2Fca.pem");
    assertEquals(
        List.of("https://db1:9443", "https://db2:8443", "https://[::1]:8443"), endpoint.urls());
    assertEquals("flows", endpoint.database());
    assertEquals("east-1", endpoint.cluster());
    assertEquals("/etc/ca.pem", endpoint.authority());
    assertEquals("p@s+s", endpoint.writer().password());
    assertFalse(endpoint.toString().contains("p@s"), endpoint.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://db/x",
        "http://",
        "http://db:port",
        "http://u:secret@db/a/b",
        "http://u:secret@db/a?claster=x",
        "http://u:secret@db/a?cluster=x'y",
        "http://u:%zzsecret@db",
        "db:8123"
      })
  void refusesOtherTextWithoutRepeatingThePassword(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Endpoint.parse(text));
    String message = String.valueOf(e.getMessage());
    assertFalse(message.contains("secret"), message);
    assertTrue(message.contains("--store"), message);
  }

  @Test
  void asksAnotherServerWhenOneIsOutOfReach(@TempDir Path data) throws IOException {
    try (StoreChild child = StoreChild.start(data)) {
      Endpoint alive = child.endpoint();
      Endpoint both =
          new Endpoint(
              List.of("http://127.0.0.1:1", alive.urls().getFirst()),
              "nightjar",
              "",
              "",
              alive.writer(),
              alive.reader());
      try (HistoryClient client = new HistoryClient(both)) {
        client.createTables();
        assertEquals(List.of(0L), StoreChild.row(client, "SELECT count() FROM flows"));
      }
    }
  }
}
