package io.nightjar.app;

import io.nightjar.account.AuditLog;
import io.nightjar.backup.Backups;
import io.nightjar.history.History;
import io.nightjar.http.RequestLimits;
import io.nightjar.live.InterfaceFigures;
import io.nightjar.live.LiveUnavailableException;
import io.nightjar.notification.Notifications;
import io.nightjar.query.Interfaces;
import io.nightjar.query.SystemHealth;
import io.nightjar.web.HealthReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code /health} tells. */
final class Health {
  private final Interfaces interfaces;
  private final History history;
  private final Backups backups;
  private final SystemHealth health;
  private final AuditLog audit;
  private final RequestLimits limits;
  private final Notifications notifications;
  private volatile boolean answers = true;

  Health(
      Interfaces interfaces,
      History history,
      Backups backups,
      SystemHealth health,
      AuditLog audit,
      RequestLimits limits,
      Notifications notifications) {
    this.backups = backups;
    this.audit = audit;
    this.limits = limits;
    this.interfaces = interfaces;
    this.history = history;
    this.health = health;
    this.notifications = notifications;
  }

  /** The monitor does its work as long as the store is not down: problems are told, not fatal. */
  HealthReport report() {
    List<InterfaceFigures> sources = sources();
    History.Status store = history.status();
    @Nullable String last = store.lastWritten() == null ? null : store.lastWritten().toString();
    return new HealthReport(
        !store.state().equals("down") && answers,
        health.problems(sources, store),
        sources.stream().map(Health::source).toList(),
        new HealthReport.Store(
            store.state(),
            last,
            store.written(),
            backups.newest().map(Instant::toString).orElse(null)),
        queues(store));
  }

  private List<HealthReport.Queue> queues(History.Status store) {
    AuditLog.Status calls = audit.status();
    List<HealthReport.Queue> queues = new ArrayList<>();
    queues.add(
        new HealthReport.Queue(
            "history", store.queueLength(), store.queueCapacity(), store.refused()));
    queues.add(
        new HealthReport.Queue(
            "spool_bytes",
            store.spool().bytes(),
            store.spool().limitBytes(),
            store.spool().damaged()));
    queues.add(
        new HealthReport.Queue(
            "audit",
            calls.queueLength(),
            calls.queueCapacity(),
            calls.refused() + calls.leftOut()));
    queues.add(
        new HealthReport.Queue(
            "requests", limits.running(), limits.mostAtOnce(), limits.refused()));
    notifications.standings().forEach(each -> queue(each).ifPresent(queues::add));
    return queues;
  }

  private static Optional<HealthReport.Queue> queue(Notifications.Standing standing) {
    return standing
        .figures()
        .map(
            figures ->
                new HealthReport.Queue(
                    "notification " + standing.destination().name(),
                    figures.waiting(),
                    figures.capacity(),
                    figures.dropped()));
  }

  /** What of the report is worth telling when it changes: all but counters. */
  String state() {
    HealthReport report = report();
    String sources =
        report.sources().stream()
            .map(source -> source.name() + ": " + source.state())
            .collect(Collectors.joining("; "));
    return report.ok() + "; " + report.store().state() + "; " + sources + "; " + report.problems();
  }

  /** The sources; none when a worker does not answer, which {@code answers} then says. */
  private List<InterfaceFigures> sources() {
    try {
      List<InterfaceFigures> figures = interfaces.figures();
      answers = true;
      return figures;
    } catch (LiveUnavailableException _) {
      answers = false;
      return List.of();
    }
  }

  private static HealthReport.Source source(InterfaceFigures each) {
    Map<String, Long> counters = new TreeMap<>();
    counters.put("packets", each.packets());
    counters.put("bytes", each.bytes());
    counters.put("drops", each.dropped());
    counters.put("ring_freezes", each.ringFreezes());
    counters.put("flows", each.flows());
    counters.put("flows_total", each.flowsTotal());
    counters.put("flows_evicted", each.pressure().flowsEvicted());
    counters.put("address_moves", each.addressMoves());
    counters.put("clock_steps", each.clockSteps());
    counters.put("packets_aggregated", each.pressure().packetsAggregated());
    counters.put("hosts_overflowed", each.pressure().hostsOverflowed());
    counters.put("devices_overflowed", each.pressure().devicesOverflowed());
    counters.put("detections_refused", each.pressure().detectionsRefused());
    counters.put("records_refused", each.recordsRefused());
    each.kinds().forEach((kind, count) -> counters.put("kind_" + kind.metric(), count));
    return new HealthReport.Source(
        each.name(), each.state().name().toLowerCase(Locale.ROOT), counters);
  }
}
