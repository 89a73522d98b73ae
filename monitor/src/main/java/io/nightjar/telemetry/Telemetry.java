package io.nightjar.telemetry;

import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * The monitor's own figures. A part declares each of its counters and gauges once, when it is
 * built, so all exist from start-up; names follow Prometheus ({@code
 * nightjar_flows_refused_total}).
 */
public final class Telemetry {
  /** What a series is. */
  public enum Kind {
    COUNTER,
    GAUGE
  }

  /**
   * One series.
   *
   * @param labels label names and values, resolved when the series is declared
   */
  public record Series(
      String name,
      String help,
      Kind kind,
      SortedMap<String, String> labels,
      DoubleSupplier value) {}

  private final List<Series> series = new CopyOnWriteArrayList<>();

  /** Declares a counter without labels. */
  public Counter counter(String name, String help) {
    return counter(name, help, new java.util.TreeMap<>());
  }

  /** Declares a counter with these labels. */
  public Counter counter(String name, String help, SortedMap<String, String> labels) {
    Counter counter = new Counter();
    series.add(new Series(name, help, Kind.COUNTER, labels, counter::value));
    return counter;
  }

  /** Declares a series whose value is asked for when somebody looks. */
  public void watch(
      String name, String help, Kind kind, SortedMap<String, String> labels, DoubleSupplier value) {
    series.add(new Series(name, help, kind, labels, value));
  }

  /** All series, those of one name side by side, in the order names were first declared. */
  public List<Series> series() {
    return series.stream()
        .collect(
            Collectors.groupingBy(Series::name, java.util.LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .flatMap(List::stream)
        .toList();
  }
}
