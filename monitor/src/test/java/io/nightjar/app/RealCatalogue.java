package io.nightjar.app;

import io.nightjar.account.Accounts;
import io.nightjar.capture.Capture;
import io.nightjar.dpi.PortDetector;
import io.nightjar.enrich.LookupData;
import io.nightjar.guide.Documentation;
import io.nightjar.history.History;
import io.nightjar.live.LiveLimits;
import io.nightjar.notification.Notifications;
import io.nightjar.packet.PacketCounters;
import io.nightjar.query.Interfaces;
import io.nightjar.query.SystemHealth;
import io.nightjar.telemetry.Telemetry;
import io.nightjar.tool.Catalogue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The tools of the program over parts that are not started: for what they declare. */
final class RealCatalogue {
  private RealCatalogue() {}

  static Catalogue of(Path folder) {
    Telemetry telemetry = new Telemetry();
    LookupData lookup = LookupData.open(folder, List.of());
    History history = new History(History.Config.in(folder), telemetry);
    Capture capture =
        new Capture(
            new Capture.Config("test", 1, LiveLimits.within(64 << 20, 1), Duration.ofSeconds(1)),
            List.of(),
            lookup,
            PortDetector::new,
            new PacketCounters(telemetry));
    Interfaces interfaces = new Interfaces(capture);
    SystemHealth health =
        new SystemHealth(interfaces, history, Optional::empty, () -> 0L, "0", "dpi", List::of);
    Accounts accounts = new Accounts(Accounts.Config.in(folder), InstantSource.system());
    return new Catalogue(
        Catalogue.Config.defaults(),
        Tools.all(
            capture,
            history,
            lookup,
            interfaces,
            health,
            new Documentation(),
            accounts.trail(),
            accounts::database,
            new Notifications(
                new Notifications.Config(folder, "test"), accounts::database, telemetry)),
        telemetry);
  }
}
