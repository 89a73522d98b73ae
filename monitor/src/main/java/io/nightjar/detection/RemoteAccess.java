package io.nightjar.detection;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.flow.Application;
import io.nightjar.flow.Flow;
import io.nightjar.flow.TcpConnection;
import io.nightjar.host.Origin;
import java.util.List;
import java.util.Set;

/** Who reaches whom across the border of the local networks. */
final class RemoteAccess implements FlowCheck {
  static final AlertType ACCESS =
      AlertType.of(
              "remote_access",
              Entity.FLOW,
              Category.POLICY,
              10,
              "A desktop, shell or VPN was reached across the border of the local networks")
          .technique("T1133")
          .check("Ask whether the two ends should reach each other this way.");

  static final AlertType INSECURE =
      AlertType.of(
              "remote_to_local_insecure_proto",
              Entity.FLOW,
              Category.SECURITY,
              90,
              "A remote client uses a protocol of a local server that protects nothing")
          .client(90)
          .technique("T1133")
          .check("Close the service to the outside, or put it behind a VPN.")
          .check("Look for what the client did before: other ports, other servers.");

  static final AlertType REMOTE =
      AlertType.of(
              "remote_to_remote",
              Entity.FLOW,
              Category.NETWORK,
              10,
              "Neither end is in the local networks")
          .check("Complete --local-networks, or look for a host with a forged address.")
          .off();

  private static final Set<String> CATEGORIES = Set.of("RemoteAccess", "VPN");

  private static final Set<String> PROTECT_NOTHING =
      Set.of("telnet", "ftp_control", "tftp", "rsh", "vnc", "smbv1", "mssql-tds", "redis", "x11");

  @Override
  public List<AlertType> types() {
    return List.of(ACCESS, INSECURE, REMOTE);
  }

  @Override
  public void settled(Flow flow, Verdict verdict) {
    Origin client = flow.client().origin();
    Origin server = flow.server().origin();
    if ((client.isLocal() && server.isLocal()) || server.scope().isGroup()) {
      return;
    }
    TcpConnection tcp = flow.tcp();
    boolean answered = tcp == null ? flow.fromServer().packets() > 0 : tcp.carriedPayload();
    Application application = flow.application();
    if (answered && CATEGORIES.contains(application.category())) {
      raise(ACCESS, application, verdict);
    }
    if (answered
        && server.isLocal()
        && !client.isLocal()
        && PROTECT_NOTHING.contains(application.protocol())) {
      raise(INSECURE, application, verdict);
    }
    if (!client.isLocal() && !server.isLocal()) {
      raise(REMOTE, application, verdict);
    }
  }

  private static void raise(AlertType type, Application application, Verdict verdict) {
    if (verdict.isNews(type)) {
      verdict.raise(
          type,
          Evidence.of("application", application.name()),
          Evidence.of("category", application.category()));
    }
  }
}
