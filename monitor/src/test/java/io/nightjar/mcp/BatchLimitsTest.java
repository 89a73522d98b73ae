package io.nightjar.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.TestServer;
import io.nightjar.http.RequestLimits;
import io.nightjar.tool.FixtureTools;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchLimitsTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  @TempDir Path folder;

  private static String batch(int messages) {
    return "[" + String.join(",", Collections.nCopies(messages, PING)) + "]";
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertEquals(429, response.statusCode(), response.body());
    assertTrue(response.body().contains("too_many_requests"), response.body());
    int seconds = Integer.parseInt(response.headers().firstValue("Retry-After").orElseThrow());
    assertTrue(seconds >= 1 && seconds <= 60, () -> "Retry-After " + seconds);
  }

  @Test
  void aBatchCountsAsItsMessagesForItsToken() throws Exception {
    try (TestServer server =
        new TestServer(folder, FixtureTools.all(), new RequestLimits.Config(1, 64, 10_000, 64))) {
      McpClient client = new McpClient(server);
      assertEquals(200, client.legacyBody("2025-03-26", batch(50)).statusCode());
      assertRefused(client.legacyBody("2025-03-26", PING));
    }
  }

  @Test
  void aBatchCountsAsItsMessagesForItsAddressWhateverToken() throws Exception {
    try (TestServer server =
        new TestServer(folder, FixtureTools.all(), new RequestLimits.Config(10_000, 64, 1, 64))) {
      McpClient client = new McpClient(server);
      assertEquals(200, client.legacyBody("2025-03-26", batch(50)).statusCode());
      assertRefused(client.legacyBody("2025-03-26", batch(2)));
    }
  }

  @Test
  void aBatchThatIsRefusedForItsLengthIsOneRequest() throws Exception {
    try (TestServer server =
        new TestServer(folder, FixtureTools.all(), new RequestLimits.Config(1, 64, 10_000, 64))) {
      McpClient client = new McpClient(server);
      assertEquals(400, client.legacyBody("2025-03-26", batch(5_000)).statusCode());
      assertEquals(200, client.legacyBody("2025-03-26", PING).statusCode());
    }
  }
}
