package io.nightjar.probe;

import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Runs tasks again and again, each on a virtual thread of its own, a bounded number at once. It
 * goes by a clock that nobody sets. A task never runs twice at once: what falls into a run that is
 * still on is left out and counted.
 */
final class Scheduler implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Scheduler.class.getName());

  /** Runs are moved by up to this part of their period, so that they do not come in step. */
  private static final int JITTER_PART = 20;

  private static final Duration LONGEST_END = Duration.ofSeconds(3);
  private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What is run. */
  interface Task {
    /** Runs once; ends soon when its thread is interrupted. */
    void run() throws InterruptedException;
  }

  /** A task that is scheduled. */
  static final class Slot implements Delayed {
    private final Task task;
    private final long periodNanos;
    private final Duration longest;

    /** When the run falls due by the period alone. */
    private long gridNanos;

    private long dueNanos;
    private volatile boolean removed;

    private Slot(Task task, Duration period, Duration longest, long gridNanos) {
      this.task = task;
      this.periodNanos = period.toNanos();
      this.longest = longest;
      this.gridNanos = gridNanos;
      this.dueNanos = gridNanos;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return other instanceof Slot slot
          ? Long.signum(dueNanos - slot.dueNanos)
          : Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }

    /** Moves on to the next run after now; how many were left out. */
    private long moveOn() {
      long behind = System.nanoTime() - gridNanos;
      long periods = Math.max(1, Math.ceilDiv(behind, periodNanos));
      gridNanos += periods * periodNanos;
      long jitter = periodNanos / JITTER_PART;
      dueNanos = gridNanos + ThreadLocalRandom.current().nextLong(jitter + 1);
      return periods - 1;
    }
  }

  private final DelayQueue<Slot> waiting = new DelayQueue<>();
  private final Map<Slot, Thread> running = new ConcurrentHashMap<>();
  private final Semaphore places;
  private final int atOnce;
  private final Counter skipped;
  private final Counter late;
  private final Counter timeouts;
  private final Thread thread = Thread.ofPlatform().name("probe-schedule").unstarted(this::loop);
  private volatile boolean closing;

  /** Runs so many at once. */
  Scheduler(int atOnce, Telemetry telemetry) {
    this.atOnce = atOnce;
    this.places = new Semaphore(atOnce);
    skipped =
        telemetry.counter(
            "nightjar_probe_runs_skipped_total", "Runs left out: the one before was still on");
    late =
        telemetry.counter(
            "nightjar_probe_runs_late_total",
            "Runs begun a second late or more: no place was free");
    timeouts =
        telemetry.counter("nightjar_probe_runs_timed_out_total", "Runs that had to be broken off");
    telemetry.watch(
        "nightjar_probe_runs_running",
        "Runs that are on",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        () -> atOnce - places.availablePermits());
  }

  void start() {
    thread.start();
  }

  /**
   * Adds a task.
   *
   * @param first from now to its first run
   * @param longest a run that takes longer is interrupted
   */
  Slot add(Task task, Duration period, Duration first, Duration longest) {
    Slot slot = new Slot(task, period, longest, System.nanoTime() + first.toNanos());
    waiting.add(slot);
    return slot;
  }

  /** Runs it no more; a run that is on is broken off. */
  void remove(Slot slot) {
    slot.removed = true;
    boolean _ = waiting.remove(slot);
    Thread on = running.get(slot);
    if (on != null) {
      on.interrupt();
    }
  }

  private void loop() {
    try {
      while (!closing) {
        Slot slot = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (slot == null || slot.removed) {
          continue;
        }
        places.acquire();
        late.add(System.nanoTime() - slot.dueNanos > LATE_NANOS ? 1 : 0);
        Thread.ofVirtual().name("probe").start(() -> run(slot));
      }
    } catch (InterruptedException _) {
      // Closing.
    }
  }

  private void run(Slot slot) {
    Thread task = Thread.ofVirtual().name("probe-run").unstarted(() -> guarded(slot.task));
    running.put(slot, task);
    try {
      if (!slot.removed) {
        task.start();
      }
      if (task.isAlive() && !task.join(slot.longest)) {
        timeouts.increment();
        task.interrupt();
        task.join();
      }
    } catch (InterruptedException _) {
      task.interrupt();
    } finally {
      running.remove(slot);
      places.release();
      skipped.add(slot.moveOn());
      if (!slot.removed && !closing) {
        waiting.add(slot);
      }
    }
  }

  private static void guarded(Task task) {
    try {
      task.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a probe broke", e);
    }
  }

  /** Breaks off all runs and waits for their ends. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    running.values().forEach(Thread::interrupt);
    try {
      boolean _ = places.tryAcquire(atOnce, LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
      thread.join(LONGEST_END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
