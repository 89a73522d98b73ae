package io.nightjar.probe;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The declaration of a kind of probe.
 *
 * @param about a sentence: what is measured
 * @param targetForm what targets look like
 * @param unit of values and thresholds
 * @param usualThreshold where a user gives none
 * @param mostThreshold the largest there can be
 * @param baselines the threshold that suits each class of target; empty where it makes no
 *     difference
 * @param longest the most time a run may take
 */
public record ProbeType(
    Measurement measurement,
    String about,
    String targetForm,
    String unit,
    Operator operator,
    double usualThreshold,
    double mostThreshold,
    List<Granularity> granularities,
    Map<TargetClass, Double> baselines,
    Duration longest) {
  /** Which side of the threshold is the wrong one. */
  public enum Operator {
    /** Above it. */
    GT,
    /** Below it. */
    LT
  }

  /** Between good and bad there is a tenth of the threshold, so that values do not waver. */
  private static final double MARGIN = 0.1;

  static final List<Granularity> ANY = List.of(Granularity.values());
  static final Duration USUAL_TIME = Duration.ofSeconds(10);

  /** Round-trip times, in ms. */
  static final Map<TargetClass, Double> ROUND_TRIPS = baselines(5, 20, 50, 150);

  /** Copies the collections. */
  public ProbeType {
    granularities = List.copyOf(granularities);
    baselines = Map.copyOf(baselines);
  }

  static Map<TargetClass, Double> baselines(
      double lan, double campus, double regional, double intercontinental) {
    Map<TargetClass, Double> baselines = new EnumMap<>(TargetClass.class);
    baselines.put(TargetClass.LAN, lan);
    baselines.put(TargetClass.CAMPUS, campus);
    baselines.put(TargetClass.REGIONAL, regional);
    baselines.put(TargetClass.INTERCONTINENTAL, intercontinental);
    return baselines;
  }

  /** Whether the value is on the wrong side of the threshold. */
  boolean isExceeded(double value, double threshold) {
    return operator == Operator.GT ? value > threshold : value < threshold;
  }

  /** Whether the value is so far on the right side that it is not about to change over. */
  boolean isClear(double value, double threshold) {
    if (operator == Operator.GT) {
      return value <= threshold * (1 - MARGIN);
    }
    return value >= threshold + Math.min(threshold * MARGIN, (mostThreshold - threshold) / 2);
  }
}
