package io.nightjar.mcp;

import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Requests by era and method, all declared when the endpoint is built. */
final class MessageCounters {
  private record Key(boolean modern, String method) {}

  private static final String OTHER = "other";
  private static final List<String> METHODS =
      List.of(
          "completion/complete",
          "initialize",
          "ping",
          "prompts/get",
          "prompts/list",
          "resources/list",
          "resources/read",
          "resources/subscribe",
          "resources/templates/list",
          "resources/unsubscribe",
          "server/discover",
          "subscriptions/listen",
          "tools/call",
          "tools/list",
          OTHER);

  private final Map<Key, Counter> counters = new HashMap<>();

  MessageCounters(Telemetry telemetry) {
    for (String method : METHODS) {
      for (boolean modern : List.of(true, false)) {
        TreeMap<String, String> labels = new TreeMap<>();
        labels.put("era", modern ? "modern" : "legacy");
        labels.put("method", method);
        counters.put(
            new Key(modern, method),
            telemetry.counter("nightjar_mcp_requests_total", "MCP requests", labels));
      }
    }
  }

  void count(boolean modern, String method) {
    Key key = new Key(modern, METHODS.contains(method) ? method : OTHER);
    Counter counter = counters.get(key);
    if (counter != null) {
      counter.increment();
    }
  }
}
