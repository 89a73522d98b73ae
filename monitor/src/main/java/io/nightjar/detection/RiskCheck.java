package io.nightjar.detection;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.flow.Application;
import io.nightjar.flow.Flow;
import io.nightjar.flow.TcpConnection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Raises what nDPI found. */
final class RiskCheck implements FlowCheck {
  private static final List<AlertType> TYPES = Risks.ALL.stream().map(Risk::type).toList();

  private static final Map<String, Risk> BY_NAME =
      Risks.ALL.stream().collect(Collectors.toUnmodifiableMap(Risk::name, Function.identity()));

  @Override
  public List<AlertType> types() {
    return TYPES;
  }

  @Override
  public void detected(Flow flow, Verdict verdict) {
    TcpConnection tcp = flow.tcp();
    if (tcp != null && !tcp.carriedPayload()) {
      return; // nDPI goes by the port where nothing was said
    }
    Application application = flow.application();
    for (String name : application.risks()) {
      Risk risk = BY_NAME.get(name);
      if (risk != null && verdict.isNews(risk.type())) {
        verdict.raise(
            risk.type(),
            Evidence.of("risk", name),
            Evidence.of("application", application.name()),
            Evidence.of("server_port", flow.serverPort()),
            Evidence.of("info", application.info()));
      }
    }
  }
}
