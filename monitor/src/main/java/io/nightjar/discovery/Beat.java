package io.nightjar.discovery;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Says when the next packet may be sent, so that no more than a number go out in a second, and
 * gives up when whoever waits for the scan does.
 */
final class Beat {
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final long nanosApart;
  private final BooleanSupplier givenUp;
  private long nextNanos = System.nanoTime();

  Beat(int packetsPerSecond, BooleanSupplier givenUp) {
    nanosApart = TimeUnit.SECONDS.toNanos(1) / packetsPerSecond;
    this.givenUp = givenUp;
  }

  /** Waits for the next packet's turn, and reads what comes meanwhile. */
  void await(Runnable reading) {
    while (nextNanos - System.nanoTime() > 0) {
      step(reading);
    }
    nextNanos = Math.max(nextNanos, System.nanoTime() - STEP_NANOS) + nanosApart;
  }

  /** Reads what comes for this long. */
  void listen(long millis, Runnable reading) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (until - System.nanoTime() > 0) {
      step(reading);
    }
  }

  private void step(Runnable reading) {
    if (givenUp.getAsBoolean()) {
      throw new DiscoveryException("the scan was given up", "call again");
    }
    reading.run();
    LockSupport.parkNanos(STEP_NANOS / 5);
  }
}
