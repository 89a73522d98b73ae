package io.nightjar.store;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends the process when a reader's statement outlives its time by far: the engine looks at the
 * clock between blocks of rows, not inside a function. The parent starts a new process and sends
 * again what was not yet written.
 */
final class LastResort implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LastResort.class.getName());

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("store-last-resort").daemon().factory());
  private final Duration grace;

  /**
   * A last resort.
   *
   * @param grace what a statement gets beyond its time
   */
  LastResort(Duration grace) {
    this.grace = grace;
  }

  /** Cancelled when the statement has ended. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /** Watches a statement that may take this long. */
  Hold over(Duration longest) {
    Future<?> end =
        clock.schedule(LastResort::end, longest.plus(grace).toMillis(), TimeUnit.MILLISECONDS);
    return () -> end.cancel(false);
  }

  private static void end() {
    LOG.log(
        System.Logger.Level.ERROR,
        "a reader's statement cannot be stopped: the store ends and is started again");
    Runtime.getRuntime().halt(1);
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
