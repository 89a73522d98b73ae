package io.nightjar.alerts;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.alert.Talk;
import io.nightjar.net.IpAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Findings for tests. */
final class Found {
  static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  static final AlertType OF_FLOWS =
      AlertType.of("a_flow_alert", Entity.FLOW, Category.SECURITY, 80, "a flow").client(90);
  static final AlertType OF_HOSTS =
      AlertType.of("a_host_alert", Entity.HOST, Category.SECURITY, 60, "a host");

  private Found() {}

  /** In a flow of 10.0.x.x to 192.0.2.x. */
  static Finding flow(int client, int server, long flowId, Instant time) {
    return flow(client, server, flowId, time, "");
  }

  static Finding flow(int client, int server, long flowId, Instant time, String capture) {
    IpAddress from = IpAddress.v4(0x0a000000 + client);
    IpAddress to = IpAddress.v4(0xc0000200 + server);
    return new Finding(
        OF_FLOWS,
        from + " to " + to + " TCP/443",
        "eth0",
        time,
        Optional.of(from),
        Optional.of(to),
        flowId,
        Optional.of(
            new Talk(
                from,
                50_000,
                to,
                443,
                0,
                6,
                "tls",
                "TLS",
                "example.org",
                "",
                true,
                false,
                capture)),
        List.of(Evidence.above("sent_bytes", 5_000, 1_000)));
  }

  static Finding host(String address, Instant time) {
    return Finding.of(OF_HOSTS, address, time).on("eth0").because("flows", "300", "256");
  }
}
