package io.nightjar.expected;

import io.nightjar.account.ExpectedServers;
import io.nightjar.account.ServerKind;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.detection.Verdict;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is told of uses that are not expected, and how many there were. Safe for every thread. */
public final class UnexpectedUse {
  private static final int MOST_SHOWN = 8;

  /** A host used this server, which is not in the list that is for the host. */
  record Use(ServerKind kind, IpAddress server, IpAddress client, ServerLists lists, int list) {}

  private final Map<ServerKind, Counter> flows = new EnumMap<>(ServerKind.class);

  /** Counts there. */
  public UnexpectedUse(Telemetry telemetry) {
    for (ServerKind kind : ServerKind.values()) {
      TreeMap<String, String> labels = new TreeMap<>(Map.of("kind", ExpectedServers.text(kind)));
      flows.put(
          kind,
          telemetry.counter(
              "nightjar_unexpected_server_flows_total",
              "Flows with a server outside the list for their client",
              labels));
    }
  }

  /** The flow that is looked at shows this use. */
  void tell(Use use, Verdict verdict) {
    Objects.requireNonNull(flows.get(use.kind())).increment();
    AlertType type = UnexpectedServers.of(use.kind());
    if (verdict.isNews(type)) {
      verdict.raise(
          type,
          new Evidence("server", use.server().toString(), listed(use.lists().servers(use.list()))),
          new Evidence("client", use.client().toString(), text(use.lists().network(use.list()))));
    }
  }

  private static String listed(List<Prefix> servers) {
    String first =
        servers.stream()
            .limit(MOST_SHOWN)
            .map(ExpectedServers::text)
            .collect(Collectors.joining(", "));
    int more = servers.size() - MOST_SHOWN;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static String text(Prefix network) {
    return network.equals(ServerLists.EVERYWHERE) ? "all hosts" : network.toString();
  }
}
