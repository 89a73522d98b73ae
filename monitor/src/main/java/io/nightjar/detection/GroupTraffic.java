package io.nightjar.detection;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.flow.Flow;
import io.nightjar.net.AddressScope;
import java.util.List;

/** Flows with an address that stands for many where none may. */
final class GroupTraffic implements FlowCheck {
  private static final int UDP = 17;

  static final AlertType BROADCAST =
      AlertType.of(
              "broadcast_non_udp_traffic",
              Entity.FLOW,
              Category.NETWORK,
              50,
              "Something else than UDP was sent to all hosts of a network")
          .client(100)
          .technique("T1498.002")
          .check("See who answers: many answers to one address are an amplified attack on it.");

  static final AlertType SOURCE =
      AlertType.of(
              "group_source_address",
              Entity.FLOW,
              Category.SECURITY,
              60,
              "A packet came from an address that stands for many, which no host may send from")
          .client(100)
          .technique("T1498.002")
          .check("Find the device that sent it by its MAC address: the address is forged.");

  @Override
  public List<AlertType> types() {
    return List.of(BROADCAST, SOURCE);
  }

  @Override
  public void settled(Flow flow, Verdict verdict) {
    if (flow.server().origin().scope() == AddressScope.BROADCAST && flow.protocol() != UDP) {
      verdict.raise(BROADCAST, Evidence.of("protocol", flow.protocol()));
    }
    if (flow.client().origin().scope().isGroup()) {
      verdict.raise(SOURCE, Evidence.of("source", flow.client().ip()));
    }
  }
}
