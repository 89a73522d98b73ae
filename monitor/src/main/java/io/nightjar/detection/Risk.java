package io.nightjar.detection;

import io.nightjar.alert.AlertType;
import io.nightjar.alert.Category;
import io.nightjar.alert.Entity;

/**
 * A flow risk of libndpi 4.2 as an alert.
 *
 * @param id nDPI's number ({@code ndpi_risk_enum})
 * @param name nDPI's, as in the column {@code risks}
 */
public record Risk(int id, String name, AlertType type) {
  static Risk of(int id, String name, String key, int score, String meaning) {
    return new Risk(
        id, name, AlertType.of(key, Entity.FLOW, Category.SECURITY, score, meaning).client(50));
  }

  /** The same, with the client to answer for this percentage of its score. */
  Risk client(int percent) {
    return new Risk(id, name, type.client(percent));
  }

  /** The same, pointing to an ATT&amp;CK technique. */
  Risk technique(String technique) {
    return new Risk(id, name, type.technique(technique));
  }

  /** The same, with one more thing to look at. */
  Risk check(String sentence) {
    return new Risk(id, name, type.check(sentence));
  }
}
