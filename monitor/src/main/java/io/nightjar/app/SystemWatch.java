package io.nightjar.app;

import io.nightjar.alert.AlertGate;
import io.nightjar.alert.AlertType;
import io.nightjar.alert.Entity;
import io.nightjar.alert.Finding;
import io.nightjar.alert.Finding.Evidence;
import io.nightjar.history.History;
import io.nightjar.lifecycle.Component;
import io.nightjar.live.InterfaceFigures;
import io.nightjar.live.LiveUnavailableException;
import io.nightjar.live.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Looks after the monitor itself every ten seconds, and raises what is wrong with it. */
final class SystemWatch implements Component {
  private static final Duration PAUSE = Duration.ofSeconds(10);
  private static final String STORE = "store";

  /** What an interface had counted, and since when it is silent. */
  private record Before(long packets, long dropped, Instant heard) {}

  private final Supplier<List<InterfaceFigures>> interfaces;
  private final Supplier<History.Status> history;
  private final AlertGate gate;
  private final InstantSource clock;
  private final Map<String, Before> before = new HashMap<>();
  private final Thread thread = Thread.ofVirtual().name("system-watch").unstarted(this::run);
  private long refusedBefore;

  SystemWatch(
      Supplier<List<InterfaceFigures>> interfaces,
      Supplier<History.Status> history,
      AlertGate gate,
      InstantSource clock) {
    this.interfaces = interfaces;
    this.history = history;
    this.gate = gate;
    this.clock = clock;
  }

  @Override
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Thread.sleep(PAUSE);
        look();
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /** One look at everything. */
  void look() {
    Instant now = clock.instant();
    lookAt(history.get(), now);
    try {
      interfaces.get().stream().filter(InterfaceFigures::isLive).forEach(each -> lookAt(each, now));
    } catch (LiveUnavailableException _) {
      // it is told by health, and looked at again
    }
  }

  private void lookAt(History.Status status, Instant now) {
    tell(
        SystemAlerts.STORE_DOWN,
        STORE,
        status.inTrouble(),
        now,
        Evidence.of("state", status.state()),
        Evidence.of("problem", status.problem()));
    double percent = 100.0 * status.spool().bytes() / Math.max(1, status.spool().limitBytes());
    double most = gate.settings().value(SystemAlerts.SPOOL_FILLING, SystemAlerts.SPOOL_PERCENT);
    tell(
        SystemAlerts.SPOOL_FILLING,
        "spool",
        percent >= most,
        now,
        Evidence.above("spool_percent", percent, most),
        Evidence.of("batches", status.spool().batches()));
    tell(
        SystemAlerts.DISK_FULL,
        "disk",
        status.waiting().contains("disk"),
        now,
        Evidence.of("waiting", status.waiting()));
    long refused = status.refused() + status.pointsRefused();
    tell(
        SystemAlerts.QUEUE_REFUSING,
        "history",
        refused > refusedBefore,
        now,
        Evidence.of("refused", refused - refusedBefore),
        Evidence.of("queue_length", status.queueLength()));
    refusedBefore = refused;
  }

  private void lookAt(InterfaceFigures figures, Instant now) {
    Before last = before.getOrDefault(figures.name(), new Before(0, 0, now));
    long packets = figures.packets() - last.packets();
    long dropped = figures.dropped() - last.dropped();
    Instant heard = packets > 0 ? now : last.heard();
    before.put(figures.name(), new Before(figures.packets(), figures.dropped(), heard));
    double percent = 100.0 * dropped / Math.max(1, packets + dropped);
    double most = gate.settings().value(SystemAlerts.DROPS, SystemAlerts.DROPPED_PERCENT);
    tell(
        SystemAlerts.DROPS,
        figures.name(),
        percent >= most,
        now,
        Evidence.above("dropped_percent", percent, most),
        Evidence.of("dropped", dropped));
    double silent = Duration.between(heard, now).toSeconds();
    double longest = gate.settings().value(SystemAlerts.SILENT, SystemAlerts.SILENT_SECONDS);
    tell(
        SystemAlerts.SILENT,
        figures.name(),
        silent >= longest || figures.state() == SourceState.FAILED,
        now,
        Evidence.above("silent_seconds", silent, longest),
        Evidence.of("fault", figures.fault()));
  }

  private void tell(
      AlertType type, String subject, boolean isSo, Instant now, Evidence... evidence) {
    boolean ofInterface = type.entity() == Entity.INTERFACE;
    Finding finding =
        Finding.of(type, subject, now).on(ofInterface ? subject : "").because(List.of(evidence));
    if (isSo) {
      gate.engaged(finding);
    } else {
      gate.released(finding);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
