package io.nightjar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nightjar.alert.AlertGate;
import io.nightjar.alert.AlertSettings;
import io.nightjar.alert.AlertSink;
import io.nightjar.alert.Finding;
import io.nightjar.dpi.PortDetector;
import io.nightjar.enrich.LookupData;
import io.nightjar.flow.FlowIds;
import io.nightjar.history.History;
import io.nightjar.identity.Directory;
import io.nightjar.identity.IdentityCounters;
import io.nightjar.live.InterfaceFigures;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveLimits;
import io.nightjar.spool.Spool;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SystemWatchTest {
  private final Set<String> engaged = new TreeSet<>();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-31T12:00:00Z"));
  private final AtomicReference<History.Status> store =
      new AtomicReference<>(status(false, 0, "", 0));
  private final InterfaceState eth0 =
      new InterfaceState(
          new InterfaceState.Identity("eth0", "", "probe", true),
          LiveLimits.defaults(),
          LookupData.open(Path.of("no-such-folder"), List.of())::origin,
          new PortDetector(),
          _ -> true,
          new FlowIds(0, 0, 1),
          new Directory(new IdentityCounters()));
  private final SystemWatch watch =
      new SystemWatch(
          () -> List.of(figures()),
          store::get,
          new AlertGate(AlertSettings.USUAL, new Kept(), new Telemetry()),
          now::get);

  private InterfaceFigures figures() {
    return eth0.figures();
  }

  /** What is so now, by key and subject. */
  private final class Kept implements AlertSink {
    @Override
    public void happened(Finding finding) {}

    @Override
    public void engaged(Finding finding) {
      engaged.add(finding.type().key() + " " + finding.subject());
    }

    @Override
    public void released(Finding finding) {
      engaged.remove(finding.type().key() + " " + finding.subject());
    }
  }

  private static History.Status status(
      boolean trouble, long refused, String waiting, long spoolBytes) {
    return new History.Status(
        trouble ? "down" : "ready",
        trouble ? "it was killed" : "",
        trouble,
        null,
        0,
        100,
        0,
        refused,
        0,
        0,
        0,
        0,
        waiting,
        new Spool.Status(spoolBytes > 0 ? 1 : 0, spoolBytes, 1_000, 0),
        List.of());
  }

  @Test
  void tellsOfTheStoreWhileItIsSo() {
    watch.look();
    assertEquals(Set.of(), engaged);
    store.set(status(true, 7, "the store's disk is full", 600));
    watch.look();
    assertEquals(
        Set.of(
            "disk_full disk", "queue_refusing history", "spool_filling spool", "store_down store"),
        engaged);
    store.set(status(false, 7, "", 100));
    watch.look();
    assertEquals(Set.of(), engaged, "7 were refused before, no more now");
  }

  @Test
  void tellsOfLossesAndSilenceOfALiveInterface() {
    watch.look();
    eth0.totals().lost(100, 1);
    now.set(now.get().plusSeconds(10));
    watch.look();
    assertEquals(Set.of("too_many_drops eth0"), engaged);
    now.set(now.get().plusSeconds(130));
    watch.look();
    assertEquals(Set.of("no_activity eth0"), engaged, "nothing more was lost");
  }
}
