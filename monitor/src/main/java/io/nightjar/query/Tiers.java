package io.nightjar.query;

import io.nightjar.history.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** From which table a range of history is answered: the finest that still has all of it. */
final class Tiers {
  /**
   * The table to ask.
   *
   * @param notes which one it is, and what it does not tell
   */
  record Choice(Tier tier, List<String> notes) {}

  private final History history;

  Tiers(History history) {
    this.history = history;
  }

  /**
   * Of the tables that know all that is needed: the finest that has the whole range and knows all
   * that is wanted, else the finest that has the range, else the one that goes back furthest.
   */
  Choice from(Instant from, List<String> needed, List<String> wanted) {
    Map<String, Instant> removed = history.removedUntil();
    List<Tier> able = Stream.of(Tier.values()).filter(tier -> tier.knowsAll(needed)).toList();
    List<Tier> whole = able.stream().filter(tier -> !since(removed, tier).isAfter(from)).toList();
    Tier tier =
        whole.stream()
            .filter(each -> each.knowsAll(wanted))
            .findFirst()
            .or(() -> whole.stream().findFirst())
            .or(() -> able.stream().min(Comparator.comparing(each -> since(removed, each))))
            .orElseThrow(() -> new IllegalStateException("no table knows " + needed));
    return new Choice(tier, notes(tier, since(removed, tier), whole.isEmpty(), needed, wanted));
  }

  /** What to say of an answer from this table about all times. */
  List<String> notes(Tier tier, List<String> wanted) {
    Instant since = since(history.removedUntil(), tier);
    return notes(tier, since, since.isAfter(Instant.MIN), List.of(), wanted);
  }

  /** Rows of flows begun since a table's newest removed row was written are all still there. */
  private static Instant since(Map<String, Instant> removed, Tier tier) {
    return removed.getOrDefault(tier.table(), Instant.MIN);
  }

  private static List<String> notes(
      Tier tier, Instant since, boolean isCut, List<String> needed, List<String> wanted) {
    List<String> notes = new ArrayList<>();
    notes.add(
        "answered from "
            + tier.table()
            + (isCut ? ", which is whole since " + since + ": earlier rows were removed" : ""));
    List<String> unknown = wanted.stream().filter(column -> !tier.knows(column)).toList();
    if (!unknown.isEmpty()) {
      notes.add(tier.table() + " does not know " + String.join(", ", unknown));
    }
    List<Tier> unable =
        Stream.of(Tier.values())
            .filter(each -> isCut && each.compareTo(tier) > 0 && !each.knowsAll(needed))
            .toList();
    if (!unable.isEmpty()) {
      notes.add(
          String.join(", ", unable.stream().map(Tier::table).toList())
              + " may go back further but cannot tell this");
    }
    return notes;
  }
}
