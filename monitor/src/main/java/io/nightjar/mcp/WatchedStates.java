package io.nightjar.mcp;

import io.nightjar.account.Caller;
import io.nightjar.guide.Resources;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The states of resources that streams watch, each asked for at most once a second however many
 * watch it. Any thread.
 */
final class WatchedStates {
  /** How often a resource is looked at, and so told of at most. */
  static final Duration EVERY = Duration.ofSeconds(1);

  private static final int MOST = 4_096;

  /** What one caller sees at one address. */
  private record Sight(String uri, Caller caller) {}

  private static final class Looked {
    private final AtomicLong dueNanos = new AtomicLong(System.nanoTime());
    private volatile Optional<String> state = Optional.empty();
  }

  private final Map<Sight, Looked> known = new ConcurrentHashMap<>();
  private final Resources resources;

  WatchedStates(Resources resources) {
    this.resources = resources;
  }

  /** The state now; empty where there is nothing to watch, or not for this caller. */
  Optional<String> now(String uri, Caller caller) {
    return resources.state(uri, caller);
  }

  /** The state a second ago at most; empty also while another thread looks for the first time. */
  Optional<String> of(String uri, Caller caller) {
    if (known.size() > MOST) {
      known.clear();
    }
    Looked looked = known.computeIfAbsent(new Sight(uri, caller), _ -> new Looked());
    long due = looked.dueNanos.get();
    long now = System.nanoTime();
    if (now - due >= 0 && looked.dueNanos.compareAndSet(due, now + EVERY.toNanos())) {
      looked.state = now(uri, caller);
    }
    return looked.state;
  }
}
