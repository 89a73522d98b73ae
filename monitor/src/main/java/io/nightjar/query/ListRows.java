package io.nightjar.query;

import io.nightjar.blocklist.ListStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How block and allow lists are. */
public final class ListRows {
  /** What a row is. */
  public static final List<Column> COLUMNS =
      List.of(
          Column.text("name", "the list"),
          Column.text("kind", "block or allow"),
          Column.text("threat", "what it warns of"),
          Column.text("source", "URL or file"),
          Column.integer("entries", "in use"),
          Column.integer("wrong_lines", "no entry, or one the list may not hold"),
          Column.time("refreshed", "last known to be what the source has"),
          Column.integer("hits", "flows it warned of, since start"),
          Column.text("problem", "of the list as a whole; null for none"),
          Column.untrustedList("wrong_examples", "the first wrong lines, with number and reason"));

  private final Supplier<List<ListStatus>> lists;

  /** Asks these. */
  public ListRows(Supplier<List<ListStatus>> lists) {
    this.lists = lists;
  }

  /** A page of them. */
  public Table of(Page page) {
    List<ListStatus> all = lists.get();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    all.stream().skip(page.offset()).limit(page.limit()).forEach(each -> rows.add(row(each)));
    List<String> notes =
        all.isEmpty()
            ? List.of(
                "no lists: run --blocklist NAME=URL, or put a file into blocklists of the data directory")
            : List.of();
    return Tables.page(COLUMNS, rows, all.size(), page, Instant.now(), notes);
  }

  private static List<@Nullable Object> row(ListStatus list) {
    return Arrays.asList(
        list.name(),
        list.isAllow() ? "allow" : "block",
        list.threat().text(),
        list.source(),
        list.entries(),
        list.wrong(),
        list.checked().orElse(null),
        list.hits(),
        list.problem().isEmpty() ? null : list.problem(),
        list.firstWrong());
  }
}
