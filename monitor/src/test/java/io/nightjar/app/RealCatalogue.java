package io.nightjar.app;

import io.nightjar.account.Accounts;
import io.nightjar.alert.AlertSettings;
import io.nightjar.alert.AlertSink;
import io.nightjar.alerts.AlertBook;
import io.nightjar.alerts.StoredAlerts;
import io.nightjar.asset.Inventory;
import io.nightjar.blocklist.Blocklists;
import io.nightjar.blocklist.OwnEntries;
import io.nightjar.capture.Capture;
import io.nightjar.detection.Detection;
import io.nightjar.discovery.Discovery;
import io.nightjar.dpi.PortDetector;
import io.nightjar.enrich.LookupData;
import io.nightjar.guide.Documentation;
import io.nightjar.history.History;
import io.nightjar.live.LiveLimits;
import io.nightjar.notification.Notifications;
import io.nightjar.packet.PacketCounters;
import io.nightjar.probe.ActiveMonitoring;
import io.nightjar.query.AlertExplanation;
import io.nightjar.query.Alerts;
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
            Detection.NONE,
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
            new ActiveMonitoring(
                ActiveMonitoring.Config.of("test", List.of()),
                accounts::database,
                history::offer,
                AlertSink.NONE,
                telemetry),
            new Inventory(
                Inventory.Config.of("test", Duration.ofDays(1)),
                capture,
                lookup,
                history,
                InstantSource.system(),
                AlertSink.NONE,
                telemetry),
            new Discovery(Discovery.Config.of(List.of()), telemetry),
            new Blocklists(
                new BlocklistOptions.Chosen(List.of(), OwnEntries.NONE, Duration.ofHours(1))
                    .in(folder, 64 << 20),
                AlertSink.NONE,
                InstantSource.system(),
                telemetry),
            new Alerts(
                new AlertBook(
                    new AlertBook.Parts("test", history::offer, List::of),
                    InstantSource.system(),
                    telemetry),
                new StoredAlerts(history, AlertTypes.all()),
                history),
            new AlertExplanation(history, AlertSettings.USUAL),
            new Notifications(
                new Notifications.Config(folder, "test"), accounts::database, telemetry)),
        telemetry);
  }
}
