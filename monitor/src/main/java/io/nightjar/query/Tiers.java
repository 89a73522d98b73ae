package io.nightjar.query;

import io.nightjar.history.History;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** From which table a range of history is answered: the finest that still has all of it. */
final class Tiers {
  /** A table of flows or of their sums: which rows are in a range, and how they count. */
  enum Tier {
    FLOWS(
        "flows",
        "last_seen >= {from:DateTime('UTC')} AND first_seen <= {to:DateTime('UTC')}",
        "countIf(first_dump)",
        "countIf(first_dump AND score > 0)",
        "sumIf(score, first_dump)"),
    MINUTES("flows_1m", "toStartOfMinute"),
    HOURS("flows_1h", "toStartOfHour"),
    DAYS("flows_1d", "toStartOfDay");

    private final String table;
    private final String within;
    private final String flows;
    private final String alerted;
    private final String score;

    Tier(String table, String within, String flows, String alerted, String score) {
      this.table = table;
      this.within = within;
      this.flows = flows;
      this.alerted = alerted;
      this.score = score;
    }

    Tier(String table, String start) {
      this(
          table,
          "time >= " + start + "({from:DateTime('UTC')}) AND time <= {to:DateTime('UTC')}",
          "sum(flows)",
          "sum(alerted_flows)",
          "sum(score)");
    }

    String table() {
      return table;
    }

    String within() {
      return within;
    }

    String flows() {
      return flows;
    }

    String alerted() {
      return alerted;
    }

    String score() {
      return score;
    }
  }

  /**
   * The table to ask.
   *
   * @param notes which one it is, and what it no longer has
   */
  record Choice(Tier tier, List<String> notes) {}

  private final History history;

  Tiers(History history) {
    this.history = history;
  }

  /** Rows of flows begun since a table's newest removed row was written are all still there. */
  Choice from(Instant from) {
    Map<String, Instant> removed = history.removedUntil();
    Tier oldest = Tier.FLOWS;
    for (Tier tier : Tier.values()) {
      if (!since(removed, tier).isAfter(from)) {
        return new Choice(tier, List.of("answered from " + tier.table()));
      }
      oldest = since(removed, tier).isBefore(since(removed, oldest)) ? tier : oldest;
    }
    return new Choice(
        oldest,
        List.of(
            "answered from "
                + oldest.table()
                + ", which is whole since "
                + since(removed, oldest)
                + ": earlier rows were removed"));
  }

  private static Instant since(Map<String, Instant> removed, Tier tier) {
    return removed.getOrDefault(tier.table(), Instant.MIN);
  }
}
