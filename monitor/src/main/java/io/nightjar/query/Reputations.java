package io.nightjar.query;

import io.nightjar.blocklist.Match;
import io.nightjar.blocklist.Reputation;
import io.nightjar.blocklist.Reputation.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which lists hold an address, a domain, a URL or a fingerprint. */
public final class Reputations {
  /** What a row is. */
  public static final List<Column> COLUMNS =
      List.of(
          Column.text("list", "that holds it"),
          Column.text("kind", "block, or allow: what one allows, none warns of"),
          Column.text("threat", "what the list warns of"),
          Column.untrusted("entry", "as the list has it: a network, a domain above, a directory"),
          Column.untrusted("note", "what the list says of it; null for nothing"));

  private final Supplier<Reputation> lists;

  /** Asks these lists, of each moment. */
  public Reputations(Supplier<Reputation> lists) {
    this.lists = lists;
  }

  /**
   * Every list that holds it.
   *
   * @throws IllegalArgumentException when it is nothing that lists hold; the message says why
   */
  public Table of(String text) {
    Reputation now = lists.get();
    Verdict verdict = now.verdict(text);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    verdict.allowing().forEach(each -> rows.add(row(each, "allow")));
    verdict.warning().forEach(each -> rows.add(row(each, "block")));
    return new Table(
        COLUMNS,
        rows,
        rows.size(),
        false,
        null,
        Instant.now(),
        Source.LIVE,
        List.of(verdict.kind() + ": " + judgement(verdict, now.size())));
  }

  private static String judgement(Verdict verdict, int entries) {
    if (verdict.isBlocked()) {
      return "blocked";
    }
    if (!verdict.warning().isEmpty()) {
      return "not blocked, an allow list holds it";
    }
    return entries == 0
        ? "there are no block lists"
        : "in no block list, which does not prove it harmless";
  }

  private static List<@Nullable Object> row(Match match, String kind) {
    return Arrays.asList(
        match.listed().list(),
        kind,
        match.listed().threat().text(),
        match.entry(),
        match.listed().note().isEmpty() ? null : match.listed().note());
  }
}
