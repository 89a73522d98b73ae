package io.nightjar.schema;

import java.util.List;

/**
 * A table, declared once: its DDL, what tools tell of it and its documentation come from here.
 *
 * @param name without the database
 * @param description one sentence
 * @param indexes skip indexes, as they stand in CREATE
 * @param views how rows come into it by themselves
 */
public record Table(
    String name,
    String description,
    List<Column> columns,
    Layout layout,
    List<String> indexes,
    List<View> views,
    Keep keep) {

  /** How long rows stay. */
  public enum Keep {
    /** As long as single flows. */
    RAW,
    /** As long as what is kept by the minute. */
    MINUTE,
    HOUR,
    DAY,
    /** For good: nothing of it grows with time. */
    FOREVER
  }

  /**
   * How rows lie on the disk.
   *
   * @param engine with its arguments, without Replicated
   * @param partition the expression; empty for one partition
   * @param order the sorting key
   * @param shard what spreads rows over a cluster; empty for a table that every node has whole
   */
  public record Layout(String engine, String partition, String order, String shard) {}

  /**
   * Rows made of the rows written to another table.
   *
   * @param source the table written to
   * @param select the rows, from {@code {source}}
   */
  public record View(String source, String select) {}

  /** Whether its rows are made of other tables' rows. */
  public boolean isDerived() {
    return !views.isEmpty();
  }

  /** The names of the columns that are stored. */
  public List<String> stored() {
    return columns.stream().filter(column -> !column.isAlias()).map(Column::name).toList();
  }

  /** The same under another name. */
  public Table named(String other) {
    return new Table(other, description, columns, layout, indexes, views, keep);
  }
}
