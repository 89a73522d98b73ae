package io.nightjar.live;

import io.nightjar.flow.FlowTimeouts;
import java.time.Duration;

/**
 * Bounds of what one worker keeps in memory of an interface.
 *
 * @param flows at most; a new flow then ends the one that would be looked at soonest
 * @param hosts at most; new addresses are then counted together
 * @param devices at most; likewise
 * @param hostIdle silence after which a host without flows is forgotten
 */
public record LiveLimits(
    int flows, int hosts, int devices, Duration hostIdle, FlowTimeouts timeouts) {

  /** 1,000,000 flows, 500,000 hosts, 100,000 devices, 10 minutes. */
  public static LiveLimits defaults() {
    return new LiveLimits(
        1_000_000, 500_000, 100_000, Duration.ofMinutes(10), FlowTimeouts.defaults());
  }
}
