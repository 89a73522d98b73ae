package io.nightjar.store;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many statements of one kind of user run at once; a few more wait, the rest is refused. */
final class Gate {
  private static final long WAIT_SECONDS = 10;

  private final Semaphore running;
  private final Semaphore present;

  Gate(int running, int waiting) {
    this.running = new Semaphore(running, true);
    this.present = new Semaphore(running + waiting);
  }

  /** A place among the running. */
  interface Pass extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits for a place, not for long. */
  Pass enter() throws StoreProblem {
    if (!present.tryAcquire()) {
      throw full();
    }
    boolean entered = false;
    try {
      entered = running.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      if (!entered) {
        present.release();
      }
    }
    if (!entered) {
      throw full();
    }
    return () -> {
      running.release();
      present.release();
    };
  }

  private static StoreProblem full() {
    return new StoreProblem(
        StoreProblem.TOO_MANY_SIMULTANEOUS_QUERIES,
        "TOO_MANY_SIMULTANEOUS_QUERIES",
        "too many statements at once: try again");
  }
}
