package io.nightjar.alert;

import java.util.Map;

/**
 * What users set of alerts. What is not set is as its type declares it.
 *
 * @param switches by key: whether it is raised
 * @param values by key and threshold, {@code key.threshold}
 */
public record AlertSettings(Map<String, Boolean> switches, Map<String, Double> values) {
  /** Everything as declared. */
  public static final AlertSettings USUAL = new AlertSettings(Map.of(), Map.of());

  /** Copies the maps. */
  public AlertSettings {
    switches = Map.copyOf(switches);
    values = Map.copyOf(values);
  }

  /** Whether it is raised. */
  public boolean isOn(AlertType type) {
    return switches.getOrDefault(type.key(), type.isOn());
  }

  /** What is compared with; a value that is not allowed does not count. */
  public double value(AlertType type, Threshold threshold) {
    double set = values.getOrDefault(type.key() + "." + threshold.name(), threshold.usual());
    return threshold.allows(set) ? set : threshold.usual();
  }
}
