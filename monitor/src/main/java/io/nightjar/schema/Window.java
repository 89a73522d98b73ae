package io.nightjar.schema;

import java.util.List;

/**
 * A view that answers a question of time in a few words; the store computes it when it is asked.
 *
 * @param description one sentence
 * @param parameters what a question gives in parentheses, {@code name(zone='Europe/Berlin')}; none
 *     for a view that is asked like a table
 * @param select its rows, from {@code {table:NAME}}
 */
public record Window(
    String name, String description, List<Column> parameters, List<Column> columns, String select) {
  /** How it stands after FROM. */
  public String example() {
    return parameters.isEmpty() ? name : name + "(zone='Europe/Berlin', opens=8, closes=18)";
  }
}
