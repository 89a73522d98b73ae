package io.nightjar.app;

import io.nightjar.alert.AlertCatalogue;
import io.nightjar.detection.FlowChecks;

/** Every alert of the program: a feature's own are added here, and nowhere else. */
final class AlertTypes {
  private AlertTypes() {}

  static AlertCatalogue all() {
    return AlertCatalogue.of(FlowChecks.types(), SystemAlerts.ALL);
  }
}
