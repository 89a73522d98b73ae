package io.nightjar.history;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many queries of one token run at once, so that no asker keeps the others waiting. */
final class Turns {
  /** ClickHouse's TOO_MANY_SIMULTANEOUS_QUERIES. */
  private static final int TOO_MANY = 202;

  private final int most;

  /** Tokens with queries running, and how many. */
  private final Map<Long, Integer> running = new ConcurrentHashMap<>();

  Turns(int most) {
    this.most = most;
  }

  /** A place among the running. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * A place for this token.
   *
   * @throws HistoryException when it has as many running as it may
   */
  Turn take(long token) {
    int now = running.merge(token, 1, Integer::sum);
    if (now > most) {
      end(token);
      throw new HistoryException(
          HistoryException.Kind.LIMIT,
          TOO_MANY,
          "this token has %d queries running, which is the most: wait until one ends, or cancel one"
              .formatted(most),
          null);
    }
    return () -> end(token);
  }

  private void end(long token) {
    running.computeIfPresent(token, (_, count) -> count == 1 ? null : count - 1);
  }
}
