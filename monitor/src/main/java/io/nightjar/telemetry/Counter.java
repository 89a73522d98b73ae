package io.nightjar.telemetry;

import java.util.concurrent.atomic.LongAdder;

/** A number that only grows, from 0 at start-up; any thread may add. */
public final class Counter {
  private final LongAdder total = new LongAdder();

  Counter() {}

  /** Adds one. */
  public void increment() {
    total.increment();
  }

  /** Adds this many, which is not negative. */
  public void add(long amount) {
    total.add(amount);
  }

  /** The total so far. */
  public long value() {
    return total.sum();
  }
}
