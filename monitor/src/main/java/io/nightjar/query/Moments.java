package io.nightjar.query;

import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveView;
import java.time.Instant;

/** Times as answers show them. */
final class Moments {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private Moments() {}

  static Instant of(long epochNanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(epochNanos, NANOS_PER_SECOND), Math.floorMod(epochNanos, NANOS_PER_SECOND));
  }

  /** The time live state is true for: the latest packet's, or now where none came. */
  static Instant asOf(LiveView live) {
    long latest =
        live.ask(InterfaceState::nowNanos).stream().mapToLong(Long::longValue).max().orElse(0);
    return latest == 0 ? Instant.now() : of(latest);
  }
}
