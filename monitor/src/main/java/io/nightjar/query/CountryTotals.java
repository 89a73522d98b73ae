package io.nightjar.query;

import io.nightjar.host.HostFigures;
import io.nightjar.live.LiveView;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Hosts in memory by country or by autonomous system. */
public final class CountryTotals {
  /** What groups are ordered by. */
  public enum SortBy {
    BYTES(Total::bytes),
    HOSTS(Total::hosts),
    SCORE(Total::score);

    @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
    private final transient ToLongFunction<Total> value;

    SortBy(ToLongFunction<Total> value) {
      this.value = value;
    }
  }

  private record Total(
      String key, long hosts, long sent, long received, long score, long firstSeenNanos) {
    static Total of(String key, HostFigures host) {
      return new Total(
          key, 1, host.bytesSent(), host.bytesReceived(), host.score(), host.firstSeenNanos());
    }

    long bytes() {
      return sent + received;
    }

    Total plus(Total other) {
      return new Total(
          key,
          hosts + other.hosts,
          sent + other.sent,
          received + other.received,
          score + other.score,
          Math.min(firstSeenNanos, other.firstSeenNanos));
    }
  }

  /** What a row is. */
  public static final List<Column> COLUMNS =
      List.of(
          Column.text("country", "two letters, ISO 3166"),
          Column.integer("hosts", "in memory"),
          Column.integer("bytes_sent", "frame bytes its hosts sent"),
          Column.integer("bytes_received", "frame bytes its hosts were sent"),
          Column.integer("score", "sum of its hosts' scores"),
          Column.time("first_seen", "first packet of any of its hosts"));

  private final LiveView live;
  private final Hosts hosts;

  /** Asks this live state. */
  public CountryTotals(LiveView live, Hosts hosts) {
    this.live = live;
    this.hosts = hosts;
  }

  /** Countries of the hosts in memory, most first; private and unknown addresses are left out. */
  public Table list(SortBy sortBy, Page page) {
    Map<String, Total> totals = new HashMap<>();
    for (HostFigures host : hosts.figures(null)) {
      String country = host.origin().country();
      if (!country.isEmpty()) {
        totals.merge(country, Total.of(country, host), Total::plus);
      }
    }
    var rows =
        totals.values().stream()
            .sorted(Comparator.comparingLong(sortBy.value).reversed().thenComparing(Total::key))
            .skip(page.offset())
            .limit(page.limit())
            .map(CountryTotals::row)
            .toList();
    List<String> notes =
        totals.isEmpty()
            ? List.of("no host in memory has a known country: all are private, or none was seen")
            : List.of();
    return Tables.page(COLUMNS, rows, totals.size(), page, Moments.asOf(live), notes);
  }

  private static List<@org.jspecify.annotations.Nullable Object> row(Total total) {
    return Arrays.asList(
        total.key(),
        total.hosts(),
        total.sent(),
        total.received(),
        total.score(),
        Moments.of(total.firstSeenNanos()));
  }
}
