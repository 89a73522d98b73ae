package io.nightjar.detection;

import io.nightjar.alert.AlertSettings;
import io.nightjar.alert.AlertType;
import java.util.List;

/** The checks of what flows themselves tell. */
public final class FlowChecks {
  /** How each is made, in the order flows are shown to them. */
  static final List<FlowCheck.Maker> ALL =
      List.of(
          _ -> new RiskCheck(),
          _ -> new PromptInjection(),
          _ -> new RequestAttack(),
          DataExfiltration::new,
          DnsTunnel::new,
          IcmpData::new,
          LargeFlow::new,
          TcpTrouble::new,
          _ -> new FailedConnection(),
          _ -> new RemoteAccess(),
          _ -> new GroupTraffic());

  private FlowChecks() {}

  /** Every alert they may raise. */
  public static List<AlertType> types() {
    return ALL.stream()
        .map(maker -> maker.make(AlertSettings.USUAL))
        .flatMap(check -> check.types().stream())
        .toList();
  }
}
