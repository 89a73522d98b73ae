package io.nightjar.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nightjar.TestServer;
import io.nightjar.account.Role;
import io.nightjar.http.RequestLimits;
import io.nightjar.tool.FixtureTools;
import io.nightjar.tool.SetExpectedServers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short part of what {@code benchmarks/fuzz-mcp} does for long. */
@Timeout(120)
class MutatedRequestsTest {
  private static final int REQUESTS = 8_000;

  @TempDir Path folder;

  private TestServer server() {
    return new TestServer(
        folder,
        List.of(
            new FixtureTools.ListThings(300),
            new FixtureTools.GetThing(),
            new FixtureTools.Sql(),
            new SetExpectedServers()),
        new RequestLimits.Config(1_000_000, 10_000, 1_000_000, 10_000));
  }

  @Test
  void mutatedRequestsAreAnsweredOrRefusedInWords() throws Exception {
    try (TestServer server = server()) {
      Campaign campaign =
          new Campaign("127.0.0.1:" + server.port(), server.port(), server.token(Role.ANALYST));
      campaign.run(REQUESTS, 4, 20_261_125);
      assertEquals(List.of(), campaign.findings());
      var statuses = campaign.statuses();
      assertTrue(statuses.getOrDefault(200, 0L) > REQUESTS / 10, statuses.toString());
      assertTrue(statuses.getOrDefault(400, 0L) > REQUESTS / 10, statuses.toString());
      assertEquals(200, server.get("/api/v1/tools").statusCode());
    }
  }

  @Test
  void halfOpenConnectionsHoldUpNobody() throws Exception {
    try (TestServer server = server()) {
      List<Wire> open = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        open.add(new Wire(server.port()));
      }
      Shot half =
          new Shot(
              "POST",
              "/mcp",
              List.of("Authorization: Bearer " + server.viewer(), "Expect: 100-continue"),
              "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}".getBytes(StandardCharsets.UTF_8),
              false,
              5);
      assertEquals(200, server.get("/api/v1/tools").statusCode());
      for (Wire wire : open.subList(0, 50)) {
        var answer = wire.send(half, "127.0.0.1");
        assertTrue(answer.status() < 500, answer.head());
      }
      assertEquals(200, server.get("/api/v1/tools").statusCode());
      for (Wire wire : open) {
        wire.close();
      }
    }
  }
}
