package io.nightjar.detection;

import io.nightjar.host.Cardinality;
import io.nightjar.net.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Different names each client asked for below each domain in ten minutes; of the 4,096 pairs asked
 * for last. Owned by one worker.
 */
final class NamesBelow {
  private static final int MOST_PAIRS = 4_096;
  private static final long WINDOW_NANOS = 600_000_000_000L;
  private static final int SHORT_LABEL = 3;

  private record Pair(IpAddress client, String domain) {}

  /** Names below one domain. */
  static final class Names {
    private final Cardinality names = new Cardinality();
    private final long sinceNanos;
    private long characters;
    private long count;

    private Names(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }

    long different() {
      return names.count();
    }

    double meanCharacters() {
      return (double) characters / Math.max(1, count);
    }
  }

  private final Map<Pair, Names> byPair =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Names> eldest) {
          return size() > MOST_PAIRS;
        }
      };

  /** The client asks for a name below this domain. */
  Names seen(IpAddress client, String domain, String name, long nowNanos) {
    Pair pair = new Pair(client, domain);
    Names known = byPair.get(pair);
    if (known == null || nowNanos - known.sinceNanos > WINDOW_NANOS) {
      known = new Names(nowNanos);
      byPair.put(pair, known);
    }
    known.names.see(Cardinality.mix(name.hashCode(), name.length()));
    known.characters += name.length();
    known.count++;
    return known;
  }

  /** Begins anew with this pair. */
  void forget(IpAddress client, String domain) {
    byPair.remove(new Pair(client, domain));
  }

  /**
   * The domain somebody registered: the last two labels, three where the second last is as short as
   * in {@code co.uk}. Empty for a name that has nothing below it, or is an address.
   */
  static String domain(String name) {
    if (name.endsWith(".arpa") || name.endsWith(".local")) {
      return "";
    }
    int top = name.lastIndexOf('.');
    int second = top < 0 ? -1 : name.lastIndexOf('.', top - 1);
    if (second >= 0 && top - second - 1 <= SHORT_LABEL) {
      second = name.lastIndexOf('.', second - 1);
    }
    return second <= 0 ? "" : name.substring(second + 1);
  }
}
