package io.nightjar.live;

import io.nightjar.flow.Application;
import io.nightjar.flow.Flow;
import io.nightjar.host.Host;

/** Credits a flow's ends with what it did since its last record. */
final class Settlement {
  private Settlement() {}

  static void settle(Flow flow) {
    Application application = flow.application();
    Host client = flow.client();
    Host server = flow.server();
    client.used(application.name(), flow.unrecordedBytes());
    server.used(application.name(), flow.unrecordedBytes());
    client.retransmitted(flow.unrecordedRetransmissions(true));
    server.retransmitted(flow.unrecordedRetransmissions(false));
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
