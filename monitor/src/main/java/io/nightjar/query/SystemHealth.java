package io.nightjar.query;

import io.nightjar.history.History;
import io.nightjar.live.InterfaceFigures;
import io.nightjar.live.SourceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How the monitor itself is. */
public final class SystemHealth {
  /** What is told. */
  public static final List<Column> FACTS =
      List.of(
          Column.text("status", "ok, or degraded: problems says why"),
          Column.list("problems", "what is wrong; empty when nothing is"),
          Column.text("version", "of Nightjar"),
          Column.integer("uptime_s", "since the start"),
          Column.text("detection", "dpi, or port where libndpi is missing"),
          Column.list("sources", "interface: state, packets, drops"),
          Column.integer("packets", "of all sources"),
          Column.integer("dropped_packets", "lost before they were read"),
          Column.integer("active_flows", "in memory"),
          Column.integer("flows_evicted", "ended early because memory for flows was full"),
          Column.integer("flow_records_refused", "lost because the store's queue was full"),
          Column.text("store_state", "starting, ready or down"),
          Column.time("store_last_written", "when rows last reached the store"),
          Column.integer("store_rows_written", "since the start"),
          Column.integer("store_queue_length", "records waiting"),
          Column.integer("store_queue_capacity", "records that may wait"),
          Column.integer("store_rows_rejected", "rows the store refused for good"),
          Column.integer("store_retries", "batches sent once more"),
          Column.integer(
              "spool_batches", "batches of rows on disk, the store has yet to take them"),
          Column.integer("spool_bytes", "what they take on disk"),
          Column.integer("spool_limit_bytes", "what they may take"),
          Column.integer("spool_damaged", "batches lost: their file was not whole"),
          Column.integer("series_points_refused", "points lost: their queue was full"),
          Column.integer("series_points_rejected", "points the store refused for good"),
          Column.integer("history_bytes", "on the disk, as last looked at"),
          Column.integer("history_partitions_removed", "by retention, since the start"),
          Column.integer("history_rows_removed", "in them"),
          Column.integer("imports", "capture files imported since the start"),
          Column.time("last_backup", "the moment the newest backup shows"),
          Column.integer("memory_used_bytes", "heap in use"),
          Column.integer("memory_limit_bytes", "heap at most"));

  private final Interfaces interfaces;
  private final History history;
  private final Supplier<Optional<Instant>> lastBackup;
  private final LongSupplier imports;
  private final Supplier<List<String>> setupProblems;
  private final String version;
  private final String detection;
  private final Instant started = Instant.now();

  /**
   * Health of these parts.
   *
   * @param lastBackup the moment the newest backup shows
   * @param imports capture files imported since the start
   * @param setupProblems what was found missing when the monitor was set up
   */
  public SystemHealth(
      Interfaces interfaces,
      History history,
      Supplier<Optional<Instant>> lastBackup,
      LongSupplier imports,
      String version,
      String detection,
      Supplier<List<String>> setupProblems) {
    this.interfaces = interfaces;
    this.history = history;
    this.lastBackup = lastBackup;
    this.imports = imports;
    this.version = version;
    this.detection = detection;
    this.setupProblems = setupProblems;
  }

  /** What is wrong now; empty when nothing is. */
  public List<String> problems(List<InterfaceFigures> sources, History.Status store) {
    List<String> problems = new ArrayList<>(setupProblems.get());
    for (InterfaceFigures source : sources) {
      if (source.state() == SourceState.FAILED) {
        problems.add(source.name() + ": " + source.fault());
      }
      if (source.dropped() > 0) {
        problems.add(source.name() + ": " + source.dropped() + " packets dropped");
      }
    }
    if (store.inTrouble()) {
      problems.add("history is " + store.state() + ": " + store.problem());
    }
    store.losses().forEach(loss -> problems.add("history: " + loss));
    if (!store.waiting().isEmpty()) {
      problems.add("history: rows wait: " + store.waiting());
    }
    if (store.spool().batches() > 0) {
      problems.add("history: " + store.spool().batches() + " batches of rows wait on disk");
    }
    if (store.spool().damaged() > 0) {
      problems.add("history: " + store.spool().damaged() + " batches lost, their files broke");
    }
    if (store.refused() > 0) {
      problems.add("history: " + store.refused() + " flow records refused, its queue was full");
    }
    if (store.rejected() > 0) {
      problems.add("history: " + store.rejected() + " rows rejected by the store");
    }
    if (history.kept().over()) {
      problems.add(
          "history takes "
              + history.kept().bytes()
              + " bytes, more than --history-size, and only its newest partitions are left");
    }
    if (store.pointsRefused() + store.pointsRejected() > 0) {
      problems.add(
          "history: "
              + (store.pointsRefused() + store.pointsRejected())
              + " points of time series lost");
    }
    return problems;
  }

  /** Everything told of the monitor. */
  public Entity facts() {
    List<InterfaceFigures> sources = interfaces.figures();
    History.Status store = history.status();
    List<String> problems = problems(sources, store);
    Runtime runtime = Runtime.getRuntime();
    return new Entity(
        FACTS,
        Arrays.asList(
            problems.isEmpty() ? "ok" : "degraded",
            problems,
            version,
            Duration.between(started, Instant.now()).toSeconds(),
            detection,
            sources.stream().map(SystemHealth::line).toList(),
            sources.stream().mapToLong(InterfaceFigures::packets).sum(),
            sources.stream().mapToLong(InterfaceFigures::dropped).sum(),
            sources.stream().mapToLong(InterfaceFigures::flows).sum(),
            sources.stream().mapToLong(each -> each.pressure().flowsEvicted()).sum(),
            sources.stream().mapToLong(InterfaceFigures::recordsRefused).sum(),
            store.state(),
            store.lastWritten(),
            store.written(),
            store.queueLength(),
            store.queueCapacity(),
            store.rejected(),
            store.retries(),
            store.spool().batches(),
            store.spool().bytes(),
            store.spool().limitBytes(),
            store.spool().damaged(),
            store.pointsRefused(),
            store.pointsRejected(),
            history.kept().bytes(),
            history.kept().partitions(),
            history.kept().rows(),
            imports.getAsLong(),
            lastBackup.get().orElse(null),
            runtime.totalMemory() - runtime.freeMemory(),
            runtime.maxMemory()),
        Instant.now(),
        Source.LIVE,
        List.of());
  }

  private static String line(InterfaceFigures source) {
    return source.name()
        + ": "
        + source.state().name().toLowerCase(Locale.ROOT)
        + ", "
        + source.packets()
        + " packets, "
        + source.dropped()
        + " dropped";
  }
}
