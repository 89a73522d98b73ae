package io.nightjar.history;

import io.nightjar.lifecycle.Component;
import io.nightjar.spool.DamagedBatchException;
import io.nightjar.spool.EncodedBatch;
import io.nightjar.spool.Spool;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Batches that the store does not have yet, numbered in the order they came: a few in memory, the
 * rest in the spool on disk, where an earlier process may have left some. One thread of its own
 * brings them to the store, oldest first, and forgets each only when it is settled there.
 */
final class Outbox implements Component {
  private static final int MOST_IN_MEMORY = 3;
  private static final long LOOK_MILLIS = 100;
  private static final Duration LONGEST_END = Duration.ofSeconds(1);

  /** Where a batch waits. */
  private sealed interface Place {}

  private record InMemory(EncodedBatch batch) implements Place {}

  private record OnDisk() implements Place {}

  private final Delivery delivery;
  private final Spool spool;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeMap<Long, Place> waiting = new TreeMap<>();
  private final Thread thread = Thread.ofPlatform().name("history-outbox").unstarted(this::run);
  private long lastNumber;
  private boolean ending;
  private boolean closed;
  private volatile String problem = "";

  Outbox(Delivery delivery, Spool spool, Telemetry telemetry) {
    this.delivery = delivery;
    this.spool = spool;
    gauge(telemetry, "batches", "Batches of rows on disk", Spool.Status::batches);
    gauge(telemetry, "bytes", "What they take on disk", Spool.Status::bytes);
    gauge(telemetry, "limit_bytes", "What they may take", Spool.Status::limitBytes);
    telemetry.watch(
        "nightjar_spool_damaged_total",
        "Batches lost: their file was half written or changed",
        Telemetry.Kind.COUNTER,
        new TreeMap<>(),
        () -> spool.status().damaged());
  }

  private void gauge(
      Telemetry telemetry, String name, String help, ToLongFunction<Spool.Status> value) {
    telemetry.watch(
        "nightjar_spool_" + name,
        help,
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        () -> value.applyAsLong(spool.status()));
  }

  /** Opens the spool and begins with what it holds. */
  @Override
  public void start() {
    spool.open();
    spool.numbers().forEach(number -> waiting.put(number, new OnDisk()));
    lastNumber = waiting.isEmpty() ? 0 : waiting.lastKey();
    thread.start();
  }

  /**
   * Takes over a batch; its number. Returns at once where there is room, and waits where there is
   * none in memory and the batch can wait, or none at all.
   *
   * @param canWait whether it may stay with its writer while the store is slow or away
   */
  long hand(EncodedBatch batch, BooleanSupplier canWait) {
    long number = nextNumber();
    while (!keep(number, batch, canWait)) {
      // looked again when something changed, or after a while
    }
    return number;
  }

  private long nextNumber() {
    lock.lock();
    try {
      return ++lastNumber;
    } finally {
      lock.unlock();
    }
  }

  private boolean keep(long number, EncodedBatch batch, BooleanSupplier canWait) {
    boolean patient = canWait.getAsBoolean();
    boolean last;
    lock.lock();
    try {
      last = ending;
      if (isRoomInMemory() && (patient || delivery.isMoving())) {
        waiting.put(number, new InMemory(batch));
        problem = "";
        changed.signalAll();
        return true;
      }
      if (patient && !last) {
        await();
        return false;
      }
    } finally {
      lock.unlock();
    }
    return keepOnDisk(number, batch, last);
  }

  /** Not while there are some on disk: they are older, and these would be lost in a crash. */
  private boolean isRoomInMemory() {
    return waiting.size() < MOST_IN_MEMORY
        && waiting.values().stream().noneMatch(OnDisk.class::isInstance);
  }

  /** Writes to disk without the lock, which the sending thread needs. */
  private boolean keepOnDisk(long number, EncodedBatch batch, boolean last) {
    String full = last ? spool.addBeyondLimit(number, batch) : spool.add(number, batch);
    note(full);
    if (!full.isEmpty() && last) {
      delivery.reject(batch, full);
      return true;
    }
    lock.lock();
    try {
      if (full.isEmpty()) {
        waiting.put(number, new OnDisk());
        changed.signalAll();
      } else {
        await();
      }
      return full.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  private void note(String full) {
    if (!full.isEmpty() && !full.equals(problem)) {
      System.getLogger(Outbox.class.getName()).log(System.Logger.Level.WARNING, full);
    }
    problem = full;
  }

  /** With the lock held: until something changes, or a while has passed. */
  @SuppressWarnings("WaitNotInLoop") // the caller looks again
  private void await() {
    try {
      boolean _ = changed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      ending = true;
    }
  }

  private void run() {
    for (Map.Entry<Long, Place> next = next(); next != null; next = next()) {
      if (settle(next.getKey(), next.getValue())) {
        forget(next.getKey(), next.getValue());
      }
    }
  }

  /** The oldest, when there is one; null once closed. */
  private Map.@Nullable Entry<Long, Place> next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.await();
      }
      return closed ? null : waiting.firstEntry();
    } catch (InterruptedException _) {
      return null;
    } finally {
      lock.unlock();
    }
  }

  private boolean settle(long number, Place place) {
    try {
      return delivery.deliver(
          switch (place) {
            case InMemory(EncodedBatch batch) -> batch;
            case OnDisk() -> spool.read(number);
          });
    } catch (DamagedBatchException _) {
      return true; // the spool counted and named it
    }
  }

  private void forget(long number, Place place) {
    if (place instanceof OnDisk) {
      spool.remove(number);
    }
    lock.lock();
    try {
      waiting.remove(number);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the batch of this number and all before it are settled; whether they are. */
  boolean awaitSettled(long number, long deadlineNanos) throws InterruptedException {
    lock.lock();
    try {
      while (!waiting.isEmpty() && waiting.firstKey() <= number) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0 || changed.awaitNanos(left) <= 0) {
          return waiting.isEmpty() || waiting.firstKey() > number;
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until everything handed over so far is settled; whether it is. */
  boolean awaitSettled(Duration longest) throws InterruptedException {
    long number;
    lock.lock();
    try {
      number = lastNumber;
    } finally {
      lock.unlock();
    }
    return awaitSettled(number, System.nanoTime() + longest.toNanos());
  }

  /** From now on whatever finds no room goes to disk. */
  void endWaiting() {
    lock.lock();
    try {
      ending = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isMoving() {
    return delivery.isMoving();
  }

  /** Why rows are not written now, fit to be shown; empty when they are. */
  String problem() {
    String why = delivery.problem();
    return problem.isEmpty() || why.isEmpty() ? problem + why : why + "; " + problem;
  }

  Spool.Status spooled() {
    return spool.status();
  }

  /** Ends sending; what the store does not have goes to disk, for the next start. */
  @Override
  public void close() {
    lock.lock();
    try {
      ending = true;
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    delivery.giveUp();
    try {
      thread.join(LONGEST_END);
      thread.interrupt();
      thread.join(LONGEST_END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    keepRest();
  }

  private void keepRest() {
    lock.lock();
    try {
      waiting.forEach(
          (number, place) -> {
            if (place instanceof InMemory(EncodedBatch batch)) {
              String full = spool.addBeyondLimit(number, batch);
              if (!full.isEmpty()) {
                delivery.reject(batch, full);
              }
            }
          });
      waiting.clear();
    } finally {
      lock.unlock();
    }
  }
}
