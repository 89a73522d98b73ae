package io.nightjar.identity;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The handshakes a worker waits for the rest of, by flow. When it is full the oldest is given up,
 * so no more than {@value #MAX_GREETINGS} of at most 32 KiB are held.
 */
final class Greetings {
  private static final int MAX_GREETINGS = 512;

  private final IdentityCounters counters;
  private final Map<Long, Greeting> byFlow = new LinkedHashMap<>();

  Greetings(IdentityCounters counters) {
    this.counters = counters;
  }

  @Nullable Greeting of(long flowId) {
    return byFlow.isEmpty() ? null : byFlow.get(flowId);
  }

  void keep(long flowId, Greeting greeting) {
    byFlow.put(flowId, greeting);
    if (byFlow.size() > MAX_GREETINGS) {
      byFlow.remove(byFlow.keySet().iterator().next());
      counters.count(IdentityEvent.HANDSHAKES_ABANDONED);
    }
  }

  /** Forgets what is no longer needed. */
  void done(long flowId) {
    if (!byFlow.isEmpty()) {
      byFlow.remove(flowId);
    }
  }

  /** Forgets what did not become whole. */
  void abandon(long flowId) {
    if (!byFlow.isEmpty() && byFlow.remove(flowId) != null) {
      counters.count(IdentityEvent.HANDSHAKES_ABANDONED);
    }
  }

  int size() {
    return byFlow.size();
  }
}
