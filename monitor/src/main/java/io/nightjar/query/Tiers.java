package io.nightjar.query;

import io.nightjar.history.History;
import io.nightjar.history.Limits;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  private static final Limits LIMITS = Limits.DEFAULT;

  private final History history;

  Tiers(History history) {
    this.history = history;
  }

  /** Rows of flows begun since a table's newest removed row was written are all still there. */
  Choice from(Instant from) {
    Map<String, Long> wholeSince = new HashMap<>();
    for (List<@Nullable Object> row :
        history
            .select(
                "SELECT table, toUnixTimestamp(max(until)) FROM removals GROUP BY table",
                Map.of(),
                LIMITS)
            .values()) {
      wholeSince.put(
          String.valueOf(row.getFirst()),
          row.getLast() instanceof Number number ? number.longValue() : 0L);
    }
    Tier oldest = Tier.FLOWS;
    for (Tier tier : Tier.values()) {
      if (since(wholeSince, tier) <= from.getEpochSecond()) {
        return new Choice(tier, List.of("answered from " + tier.table()));
      }
      oldest = since(wholeSince, tier) < since(wholeSince, oldest) ? tier : oldest;
    }
    return new Choice(
        oldest,
        List.of(
            "answered from "
                + oldest.table()
                + ", which is whole since "
                + Instant.ofEpochSecond(since(wholeSince, oldest))
                + ": earlier rows were removed"));
  }

  private static long since(Map<String, Long> wholeSince, Tier tier) {
    return wholeSince.getOrDefault(tier.table(), Long.MIN_VALUE);
  }
}
