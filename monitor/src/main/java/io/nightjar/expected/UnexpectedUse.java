package io.nightjar.expected;

import io.nightjar.account.ExpectedServers;
import io.nightjar.account.ServerKind;
import io.nightjar.alert.AlertSink;
import io.nightjar.alert.Finding;
import io.nightjar.flow.Flow;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What is told of uses that are not expected: each flow bears the alert's name, and each server is
 * found once for each network whose hosts use it, until its list changes. Safe for every thread.
 */
public final class UnexpectedUse {
  /** Servers and networks remembered; further ones are counted alone. */
  static final int MOST_REMEMBERED = 10_000;

  private static final int MOST_SHOWN = 8;

  /** A host used this server, which is not in the list that is for the host. */
  record Use(ServerKind kind, IpAddress server, IpAddress client, ServerLists lists, int list) {
    Told told() {
      return new Told(kind, server, lists.network(list));
    }
  }

  record Told(ServerKind kind, IpAddress server, Prefix network) {}

  private final AlertSink sink;
  private final Set<Told> told = ConcurrentHashMap.newKeySet();
  private final Map<ServerKind, Counter> flows = new EnumMap<>(ServerKind.class);
  private final Counter findings;
  private final Counter forgotten;

  /** Tells this sink. */
  public UnexpectedUse(AlertSink sink, Telemetry telemetry) {
    this.sink = sink;
    for (ServerKind kind : ServerKind.values()) {
      TreeMap<String, String> labels = new TreeMap<>(Map.of("kind", ExpectedServers.text(kind)));
      flows.put(
          kind,
          telemetry.counter(
              "nightjar_unexpected_server_flows_total",
              "Flows with a server outside the list for their client",
              labels));
    }
    findings =
        telemetry.counter(
            "nightjar_unexpected_servers_total", "Servers outside their list, by network: found");
    forgotten =
        telemetry.counter(
            "nightjar_unexpected_servers_refused_total",
            "Servers outside their list that were not told: too many are remembered");
  }

  /** A flow shows this use. */
  void tell(Use use, Flow flow, String interfaceName) {
    flow.raise(UnexpectedServers.of(use.kind()));
    Objects.requireNonNull(flows.get(use.kind())).increment();
    Told key = use.told();
    if (told.contains(key)) {
      return;
    }
    if (told.size() >= MOST_REMEMBERED) {
      forgotten.increment();
    } else if (told.add(key)) {
      findings.increment();
      sink.happened(finding(use, flow, interfaceName));
    }
  }

  private static Finding finding(Use use, Flow flow, String interfaceName) {
    long micros = TimeUnit.NANOSECONDS.toMicros(flow.lastSeenNanos());
    return Finding.of(
            UnexpectedServers.of(use.kind()),
            use.server().toString(),
            Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS))
        .on(interfaceName)
        .between(Optional.of(use.server()), Optional.of(use.client()))
        .in(flow.id())
        .because("server", use.server().toString(), listed(use.lists().servers(use.list())))
        .because("client", use.client().toString(), text(use.lists().network(use.list())));
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

  /** Lists have changed: what was told of those that did counts as new. */
  void forget(Expectations before, Expectations after) {
    told.removeIf(each -> !before.agrees(after, each.kind()));
  }
}
