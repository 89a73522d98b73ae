package io.nightjar.live;

import io.nightjar.flow.Application;
import io.nightjar.flow.Flow;
import io.nightjar.host.Host;
import io.nightjar.host.TcpHealth;

/** Credits a flow's ends with what it did since its last record. */
final class Settlement {
  private Settlement() {}

  static void settle(Flow flow, Totals totals) {
    Application application = flow.application();
    Host client = flow.client();
    Host server = flow.server();
    client.used(application.name(), flow.unrecordedBytes());
    server.used(application.name(), flow.unrecordedBytes());
    TcpHealth ofClient = flow.unrecordedHealth(true);
    TcpHealth ofServer = flow.unrecordedHealth(false);
    if (ofClient != null && ofServer != null) {
      client.connected(ofClient);
      server.connected(ofServer);
      totals.connected(ofClient);
    }
    if (flow.isFirstRecord()) {
      settleOnce(flow, application);
    }
  }

  private static void settleOnce(Flow flow, Application application) {
    Host client = flow.client();
    Host server = flow.server();
    client.scored(application.score());
    server.scored(application.score());
    for (String risk : application.risks()) {
      client.atRisk(risk);
      server.atRisk(risk);
    }
    if (flow.fromServer().packets() > 0 && flow.serverPort() != 0) {
      server.servedOn(flow.serverPort());
    }
    if (application.protocol().equals("dns")) {
      client.asked(application.dns().responseCode() > 0);
    }
    if (!application.http().method().isEmpty()) {
      client.requested(application.http().status() >= 400);
    }
  }
}
