package io.nightjar.query;

import io.nightjar.history.Tables;
import java.util.List;
import java.util.Set;

/**
 * A table of flows or of their sums, finest first: what it knows, which rows are in a range, and
 * how a row {@code r} of it counts.
 */
enum Tier {
  FLOWS("flows", "", ""),
  MINUTES("flows_1m", "minutes", "toStartOfMinute"),
  HOSTS("hosts_5m", "five minutes", "toStartOfFiveMinutes"),
  HOURS("flows_1h", "hours", "toStartOfHour"),
  DAYS("flows_1d", "days", "toStartOfDay");

  private final String table;
  private final String unit;
  private final String start;

  @SuppressWarnings("ImmutableEnumChecker") // a set of texts
  private final transient Set<String> columns;

  Tier(String table, String unit, String start) {
    this.table = table;
    this.unit = unit;
    this.start = start;
    this.columns = Set.copyOf(Tables.find(table).orElseThrow().stored());
  }

  String table() {
    return table;
  }

  /** What its times are the starts of; empty where they are a packet's. */
  String unit() {
    return unit;
  }

  /** Whether it holds this column, or this of both ends. */
  boolean knows(String column) {
    return columns.contains(column) || ofEnds(column);
  }

  boolean knowsAll(List<String> wanted) {
    return wanted.stream().allMatch(this::knows);
  }

  /** Whether it holds this of both ends of its flows. */
  boolean ofEnds(String column) {
    return columns.contains("src_" + column) && columns.contains("dst_" + column);
  }

  /** A flow overlaps the range; sums are those of intervals that do. */
  String within() {
    return this == FLOWS
        ? "last_seen >= {from:DateTime('UTC')} AND first_seen <= {to:DateTime('UTC')}"
        : "time >= " + start + "({from:DateTime('UTC')}) AND time <= {to:DateTime('UTC')}";
  }

  String flows() {
    return this == FLOWS ? "toUInt64(r.first_dump)" : "r.flows";
  }

  String alerted() {
    return this == FLOWS ? "toUInt64(r.first_dump AND r.score > 0)" : "r.alerted_flows";
  }

  String score() {
    return this == FLOWS ? "if(r.first_dump, toUInt64(r.score), 0)" : "r.score";
  }

  String first() {
    return this == FLOWS ? "r.first_seen" : "r.time";
  }

  String last() {
    return this == FLOWS ? "r.last_seen" : "r.time";
  }
}
