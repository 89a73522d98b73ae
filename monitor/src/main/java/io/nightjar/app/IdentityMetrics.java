package io.nightjar.app;

import io.nightjar.identity.IdentityCounters;
import io.nightjar.identity.IdentityEvent;
import io.nightjar.telemetry.Telemetry;
import java.util.TreeMap;

/** What is counted of names and fingerprints, as series. */
final class IdentityMetrics {
  private IdentityMetrics() {}

  static void declare(Telemetry telemetry, IdentityCounters counters) {
    for (IdentityEvent event : IdentityEvent.values()) {
      telemetry.watch(
          "nightjar_" + event.metric() + "_total",
          event.description(),
          Telemetry.Kind.COUNTER,
          new TreeMap<>(),
          () -> counters.of(event));
    }
  }
}
