package io.nightjar.live;

import io.nightjar.flow.Application;
import io.nightjar.flow.Flow;
import io.nightjar.flow.FlowSide;
import io.nightjar.host.Amount;
import io.nightjar.host.Host;
import io.nightjar.host.Requests;
import io.nightjar.host.TcpHealth;
import io.nightjar.host.Transport;

/** Credits a flow's ends with what it did since its last record. */
public final class Settlement {
  private static final int HTTP_STATUS_CLASS = 100;

  private Settlement() {}

  static void settle(Flow flow, Totals totals) {
    Host client = flow.client();
    Host server = flow.server();
    addTraffic(client, flow, true);
    addTraffic(server, flow, false);
    TcpHealth ofClient = flow.unrecordedHealth(true);
    TcpHealth ofServer = flow.unrecordedHealth(false);
    if (ofClient != null && ofServer != null) {
      client.connected(ofClient);
      server.connected(ofServer);
      totals.connected(ofClient);
    }
    if (flow.isFirstRecord()) {
      settleOnce(flow, flow.application());
    }
  }

  /** Adds to one end, or to a copy of it, the traffic of a flow that no record holds yet. */
  public static void addTraffic(Host end, Flow flow, boolean isClient) {
    FlowSide sent = isClient ? flow.fromClient() : flow.fromServer();
    FlowSide received = isClient ? flow.fromServer() : flow.fromClient();
    Amount amount =
        new Amount(
            sent.unrecordedBytes(),
            received.unrecordedBytes(),
            sent.unrecordedPackets(),
            received.unrecordedPackets());
    int flows = flow.isFirstRecord() ? 1 : 0;
    end.used(flow.application().name(), flow.application().category(), amount, flows);
    end.spoke(Transport.of(flow.protocol()).label(), amount, flows);
  }

  private static void settleOnce(Flow flow, Application application) {
    Host client = flow.client();
    Host server = flow.server();
    if (flow.fromServer().packets() > 0 && flow.serverPort() != 0) {
      server.servedOn(flow.serverPort());
    }
    if (application.protocol().equals("dns")) {
      settleDns(client, server, application.dns());
    }
    if (!application.http().method().isEmpty()) {
      settleHttp(client, server, application.http());
    }
  }

  private static void settleDns(Host client, Host server, Application.Dns dns) {
    client.requests().count(Requests.Kind.DNS_QUERIES, DnsNames.type(dns.type()));
    if (!dns.query().isEmpty()) {
      client.contacts().askedFor(dns.query());
    }
    if (dns.responseCode() >= 0) {
      String code = DnsNames.responseCode(dns.responseCode());
      client.requests().count(Requests.Kind.DNS_REPLIES, code);
      server.requests().count(Requests.Kind.DNS_SERVED, code);
    }
  }

  private static void settleHttp(Host client, Host server, Application.Http http) {
    client.requests().count(Requests.Kind.HTTP_REQUESTS, http.method());
    if (http.status() >= HTTP_STATUS_CLASS) {
      String statusClass = http.status() / HTTP_STATUS_CLASS + "xx";
      client.requests().count(Requests.Kind.HTTP_REPLIES, statusClass);
      server.requests().count(Requests.Kind.HTTP_SERVED, statusClass);
    }
  }
}
