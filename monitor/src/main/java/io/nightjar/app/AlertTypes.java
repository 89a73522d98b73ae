package io.nightjar.app;

import io.nightjar.alert.AlertCatalogue;
import io.nightjar.asset.DeviceAlerts;
import io.nightjar.blocklist.BlocklistAlerts;
import io.nightjar.detection.FlowChecks;
import io.nightjar.expected.UnexpectedServers;
import io.nightjar.policy.PolicyAlerts;
import io.nightjar.probe.ProbeAlerts;

/** Every alert of the program: a feature's own are added here, and nowhere else. */
final class AlertTypes {
  private AlertTypes() {}

  static AlertCatalogue all() {
    return AlertCatalogue.of(
        FlowChecks.types(),
        BlocklistAlerts.all(),
        UnexpectedServers.ALL,
        DeviceAlerts.ALL,
        ProbeAlerts.all(),
        PolicyAlerts.all(),
        SystemAlerts.ALL);
  }
}
