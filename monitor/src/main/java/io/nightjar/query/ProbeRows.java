package io.nightjar.query;

import io.nightjar.history.History;
import io.nightjar.history.HistoryException;
import io.nightjar.history.ProbeResult;
import io.nightjar.probe.ActiveMonitoring;
import io.nightjar.probe.Granularity;
import io.nightjar.probe.Probe;
import io.nightjar.probe.ProbeKinds;
import io.nightjar.probe.ProbeType;
import io.nightjar.probe.TargetClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kinds of probes, and the probes there are. */
public final class ProbeRows {
  /** A probe with what is known of it. */
  private record Known(
      Probe probe,
      Optional<ProbeResult> latest,
      boolean isEngaged,
      ProbeAvailability availability) {
    @Nullable Object of(Function<ProbeResult, @Nullable Object> part) {
      return latest.isPresent() ? part.apply(latest.get()) : null;
    }
  }

  private static final List<Fact<ProbeType>> KIND =
      List.of(
          Fact.text("measurement", "kind", type -> type.measurement().text()),
          Fact.text("about", "what is measured", ProbeType::about),
          Fact.text("host_form", "what to pass as host", ProbeType::targetForm),
          Fact.text("unit", "of values and thresholds", ProbeType::unit),
          Fact.text(
              "operator",
              "gt: bad above the threshold, lt: below",
              type -> type.operator().name().toLowerCase(Locale.ROOT)),
          number("default_threshold", "where none is passed", ProbeType::usualThreshold),
          number("max_threshold", "largest", ProbeType::mostThreshold),
          Fact.list(
              "granularities",
              "how often it can run",
              type -> type.granularities().stream().map(Granularity::text).toList()),
          baseline("lan", TargetClass.LAN),
          baseline("campus", TargetClass.CAMPUS),
          baseline("regional", TargetClass.REGIONAL),
          baseline("intercontinental", TargetClass.INTERCONTINENTAL));

  /** What a row of {@link #kinds} is. */
  public static final List<Column> KINDS = Fact.columns(KIND);

  private static final List<Fact<Known>> PROBE =
      List.of(
          Fact.text("measurement", "kind", known -> known.probe().measurement().text()),
          Fact.text("host", "target", known -> known.probe().target()),
          Fact.text("granularity", "how often", known -> known.probe().granularity().text()),
          Fact.text(
              "state",
              "up, down, failed (this machine could not probe), pending, maintenance",
              ProbeRows::state),
          number("value", "latest; null while not up", known -> known.of(ProbeResult::value)),
          Fact.text("unit", "of value", known -> type(known).unit()),
          number("threshold", "bad beyond it", known -> known.probe().threshold()),
          Fact.bool("alert", "whether one is engaged", Known::isEngaged),
          Fact.time("last_run", "when it began", known -> known.of(ProbeResult::time)),
          number("availability_24h", "percent", known -> known.availability().ofDay()),
          number("availability_7d", "percent", known -> known.availability().ofWeek()),
          number("availability_30d", "percent", known -> known.availability().ofMonth()),
          new Fact<>(
              Column.text("ip", "where the latest run went"),
              known -> known.of(run -> run.address() == null ? null : run.address().toString())),
          new Fact<>(
              Column.untrusted("reason", "why it is not up"),
              known -> known.of(ProbeResult::reason)));

  /** What a row of {@link #probes} is. */
  public static final List<Column> PROBES = Fact.columns(PROBE);

  private final ActiveMonitoring monitoring;
  private final History history;

  /** Answers from these. */
  public ProbeRows(ActiveMonitoring monitoring, History history) {
    this.monitoring = monitoring;
    this.history = history;
  }

  private static <T> Fact<T> number(String name, String description, Fact.Reading<T> value) {
    return new Fact<>(Column.number(name, description), value);
  }

  private static Fact<ProbeType> baseline(String name, TargetClass target) {
    return number(
        name + "_threshold",
        "suits targets of this class; null where it makes no difference",
        type -> type.baselines().get(target));
  }

  private static ProbeType type(Known known) {
    return ProbeKinds.type(known.probe().measurement());
  }

  private static String state(Known known) {
    return known
        .latest()
        .map(run -> run.isMaintenance() ? "maintenance" : run.state())
        .orElse("pending");
  }

  /** The kinds there are. */
  public Table kinds() {
    List<List<@Nullable Object>> rows =
        ProbeKinds.types().stream().map(type -> Fact.row(KIND, type)).toList();
    return new Table(KINDS, rows, rows.size(), false, null, Instant.now(), Source.LIVE, List.of());
  }

  /** The probes there are, by kind and target. */
  public Table probes(Page page) {
    List<ActiveMonitoring.Status> all = monitoring.statuses();
    List<ActiveMonitoring.Status> shown =
        all.stream().skip(page.offset()).limit(page.limit()).toList();
    List<String> notes = new ArrayList<>();
    Map<String, ProbeAvailability> availability =
        availability(shown.stream().map(ActiveMonitoring.Status::probe).toList(), notes);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (ActiveMonitoring.Status each : shown) {
      ProbeAvailability known =
          availability.getOrDefault(each.probe().key(), ProbeAvailability.UNKNOWN);
      rows.add(Fact.row(PROBE, new Known(each.probe(), each.latest(), each.isEngaged(), known)));
    }
    if (all.isEmpty()) {
      notes.add("no probes: add_active_monitoring_script adds one");
    }
    return Tables.page(PROBES, rows, all.size(), page, Instant.now(), notes);
  }

  /** Probes are shown while the store is away too. */
  private Map<String, ProbeAvailability> availability(List<Probe> probes, List<String> notes) {
    try {
      return ProbeAvailability.of(history, probes);
    } catch (HistoryException e) {
      notes.add("availability is not known now: " + e.getMessage());
      return Map.of();
    }
  }
}
