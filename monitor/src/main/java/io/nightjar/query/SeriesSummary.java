package io.nightjar.query;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One key's values over a range. */
final class SeriesSummary {
  private static final double PERCENTILE = 0.95;

  private final String key;
  private final Steps of;

  /** Start of each step, seconds since the epoch. */
  private final long[] times;

  /** One for each step. */
  private final double[] values;

  /**
   * How values are asked for.
   *
   * @param seconds a value covers
   * @param isWithPoints whether each is told too
   */
  record Steps(long seconds, boolean isWithPoints) {}

  private SeriesSummary(String key, Steps of, long[] times, double[] values) {
    this.key = key;
    this.of = of;
    this.times = times;
    this.values = values;
  }

  /** Of steps that have a point alone, as the store answers them: its lists are texts. */
  static SeriesSummary of(
      String key, Steps steps, @Nullable Object times, @Nullable Object values) {
    return new SeriesSummary(
        key,
        steps,
        texts(times).stream().mapToLong(Long::parseLong).toArray(),
        texts(values).stream().mapToDouble(Double::parseDouble).toArray());
  }

  private static List<String> texts(@Nullable Object list) {
    return list instanceof List<?> texts ? texts.stream().map(String::valueOf).toList() : List.of();
  }

  /** The same with zeros where a step has no point: nothing came in it. */
  SeriesSummary filled(long firstSecond, long lastSecond) {
    long step = of.seconds();
    long start = firstSecond / step * step;
    int steps = (int) (lastSecond / step - firstSecond / step) + 1;
    long[] allTimes = new long[steps];
    double[] allValues = new double[steps];
    Arrays.setAll(allTimes, i -> start + i * step);
    for (int i = 0; i < times.length; i++) {
      allValues[(int) ((times[i] - start) / step)] = values[i];
    }
    return new SeriesSummary(key, of, allTimes, allValues);
  }

  String key() {
    return key;
  }

  long stepSeconds() {
    return of.seconds();
  }

  int steps() {
    return values.length;
  }

  private double[] sorted() {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  double min() {
    return sorted()[0];
  }

  double max() {
    return sorted()[values.length - 1];
  }

  double average() {
    return Arrays.stream(values).average().orElse(0);
  }

  /** The smallest value that 95 of 100 do not exceed. */
  double percentile95() {
    return sorted()[(int) Math.ceil(PERCENTILE * values.length) - 1];
  }

  double last() {
    return values[values.length - 1];
  }

  Instant firstTime() {
    return Instant.ofEpochSecond(times[0]);
  }

  Instant lastTime() {
    return Instant.ofEpochSecond(times[times.length - 1]);
  }

  List<String> points() {
    List<String> points = new ArrayList<>();
    for (int i = 0; of.isWithPoints() && i < values.length; i++) {
      points.add(Instant.ofEpochSecond(times[i]) + "=" + text(values[i]));
    }
    return points;
  }

  private static String text(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
