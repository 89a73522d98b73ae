package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nightjar.account.Caller;
import io.nightjar.account.Role;
import io.nightjar.guide.Documentation;
import io.nightjar.guide.MonitorShelf;
import io.nightjar.guide.Resources;
import io.nightjar.net.Prefix;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedResourcesTest {
  private static final Caller VIEWER = new Caller("ann", Role.VIEWER, 1);
  private static final Caller BOUND =
      new Caller("eve", Role.ADMIN, 2, List.of(Prefix.parse("10.0.0.0/8")));

  @Test
  void healthHasAnotherStateWhenTheMonitorHas(@TempDir Path folder) {
    AtomicReference<String> state = new AtomicReference<>("ready");
    AtomicReference<String> alerts = new AtomicReference<>("1");
    Resources resources =
        new Resources(
            List.of(
                new MonitorShelf(
                    RealCatalogue.of(folder),
                    new Documentation(),
                    () -> state.get(),
                    () -> alerts.get())));
    assertEquals(Optional.of("ready"), resources.state("monitor://health", VIEWER));
    state.set("down");
    assertEquals(Optional.of("down"), resources.state("monitor://health", VIEWER));
    assertEquals(Optional.empty(), resources.state("monitor://health", BOUND));
    assertEquals(Optional.of("1"), resources.state("monitor://alerts/active", VIEWER));
    alerts.set("2");
    assertEquals(Optional.of("2"), resources.state("monitor://alerts/active", BOUND));
    for (String other :
        List.of("monitor://schema/flows", "host://192.0.2.7", "alert://1", "monitor://..", "")) {
      assertEquals(Optional.empty(), resources.state(other, VIEWER), other);
    }
  }
}
