package io.nightjar.clickhouse;

import io.nightjar.history.HistoryException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What runs under a name its client gave it, so that the same client can cancel it with {@code KILL
 * QUERY}. No token reaches the statements of another.
 */
final class RunningStatements {
  private static final Pattern KILL =
      Pattern.compile(
          "(?i)\\s*KILL\\s+QUERY\\s+WHERE\\s+query_id\\s*=\\s*'([\\w-]{1,64})'\\s*(?:A?SYNC)?\\s*;?\\s*");

  private record Name(long token, String queryId) {}

  private final Map<Name, Thread> running = new ConcurrentHashMap<>();

  /** The name of the statement that this one asks to cancel; empty for any other. */
  static Optional<String> toCancel(String sql) {
    Matcher kill = KILL.matcher(sql);
    return kill.matches() ? Optional.of(kill.group(1)) : Optional.empty();
  }

  /**
   * Runs a statement on this thread.
   *
   * @param queryId empty for none
   * @throws HistoryException when it got no answer, or was cancelled first
   */
  <T> T run(long token, String queryId, Supplier<T> statement) {
    Name name = new Name(token, queryId);
    Thread thread = Thread.currentThread();
    boolean named = !queryId.isEmpty() && running.putIfAbsent(name, thread) == null;
    try {
      T answer = statement.get();
      var _ = named && wasCancelled(name, thread);
      return answer;
    } catch (HistoryException e) {
      throw named && wasCancelled(name, thread) ? HistoryException.cancelled() : e;
    } finally {
      running.remove(name, thread);
    }
  }

  /** Ends its time as a running one; the answer to whoever cancelled it is then written. */
  private boolean wasCancelled(Name name, Thread thread) {
    return !running.remove(name, thread) && Thread.interrupted();
  }

  /** Interrupts the statement of this name; whether there was one. */
  boolean cancel(long token, String queryId) {
    boolean[] found = {false};
    running.computeIfPresent(
        new Name(token, queryId),
        (_, thread) -> {
          thread.interrupt();
          found[0] = true;
          return null;
        });
    return found[0];
  }
}
