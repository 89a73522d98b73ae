package io.nightjar.http;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts wrong tokens by address, IPv6 by /64, in windows of time. Remembers a bounded number of
 * addresses; the one that failed longest ago is forgotten first.
 */
final class FailedLogins {
  /** Failures of an address since the start of its window. */
  private record Window(Instant start, int failures) {}

  private static final int MAX_FAILURES = 20;
  private static final Duration LENGTH = Duration.ofMinutes(1);
  private static final int MAX_ADDRESSES = 4_096;

  private final Map<Long, Window> windows = new LinkedHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final InstantSource clock;

  FailedLogins(InstantSource clock) {
    this.clock = clock;
  }

  /** Notes a failure; answers how long the address is refused for, which is zero at first. */
  Duration fail(InetAddress address) {
    long key = RequestLimits.key(address);
    Instant now = clock.instant();
    lock.lock();
    try {
      Window last = windows.remove(key);
      boolean same = last != null && now.isBefore(last.start().plus(LENGTH));
      Window window =
          last != null && same ? new Window(last.start(), last.failures() + 1) : new Window(now, 1);
      windows.put(key, window);
      if (windows.size() > MAX_ADDRESSES) {
        windows.remove(windows.keySet().iterator().next());
      }
      return window.failures() <= MAX_FAILURES
          ? Duration.ZERO
          : Duration.between(now, window.start().plus(LENGTH));
    } finally {
      lock.unlock();
    }
  }
}
