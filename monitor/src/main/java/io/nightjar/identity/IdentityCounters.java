package io.nightjar.identity;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** A count for each {@link IdentityEvent}, all from 0 at the start; any thread may add. */
public final class IdentityCounters {
  private final Map<IdentityEvent, LongAdder> counts;

  /** All at 0. */
  public IdentityCounters() {
    Map<IdentityEvent, LongAdder> all = new EnumMap<>(IdentityEvent.class);
    for (IdentityEvent event : IdentityEvent.values()) {
      all.put(event, new LongAdder());
    }
    counts = Collections.unmodifiableMap(all);
  }

  void count(IdentityEvent event) {
    LongAdder count = counts.get(event);
    if (count != null) {
      count.increment();
    }
  }

  /** How often it happened. */
  public long of(IdentityEvent event) {
    LongAdder count = counts.get(event);
    return count == null ? 0 : count.sum();
  }
}
