package io.nightjar.history;

import io.nightjar.spool.EncodedBatch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Which batches the store does not have yet, by number, and where each waits. For any thread. */
final class WaitingBatches {
  private static final int MOST_IN_MEMORY = 3;
  private static final long LOOK_MILLIS = 100;

  /** Where a batch waits. */
  sealed interface Place {}

  record InMemory(EncodedBatch batch) implements Place {}

  record OnDisk() implements Place {}

  record Waiting(long number, Place place) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TreeMap<Long, Place> places = new TreeMap<>();
  private long lastNumber;
  private boolean closed;

  /** Begins with what an earlier process left on disk. */
  void begin(Collection<Long> onDisk) {
    lock.lock();
    try {
      onDisk.forEach(number -> places.put(number, new OnDisk()));
      lastNumber = places.isEmpty() ? 0 : places.lastKey();
    } finally {
      lock.unlock();
    }
  }

  long nextNumber() {
    lock.lock();
    try {
      return ++lastNumber;
    } finally {
      lock.unlock();
    }
  }

  long lastNumber() {
    lock.lock();
    try {
      return lastNumber;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Adds it if there is room; whether there was. There is none while some are on disk: those are
   * older, and this one would be lost in a crash.
   */
  boolean addInMemory(long number, EncodedBatch batch) {
    lock.lock();
    try {
      boolean room =
          places.size() < MOST_IN_MEMORY
              && places.values().stream().noneMatch(OnDisk.class::isInstance);
      if (room) {
        places.put(number, new InMemory(batch));
        changed.signalAll();
      }
      return room;
    } finally {
      lock.unlock();
    }
  }

  void addOnDisk(long number) {
    lock.lock();
    try {
      places.put(number, new OnDisk());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void remove(long number) {
    lock.lock();
    try {
      places.remove(number);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for one, and gives the oldest; null once closed. */
  @Nullable Waiting oldest() throws InterruptedException {
    lock.lock();
    try {
      while (places.isEmpty() && !closed) {
        changed.await();
      }
      Map.Entry<Long, Place> first = places.firstEntry();
      return closed ? null : new Waiting(first.getKey(), first.getValue());
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the batch of this number and all before it are gone; whether they are. */
  boolean awaitGone(long number, long deadlineNanos) throws InterruptedException {
    lock.lock();
    try {
      while (!places.isEmpty() && places.firstKey() <= number) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0 || changed.awaitNanos(left) <= 0) {
          return places.isEmpty() || places.firstKey() > number;
        }
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Until something changes, or a while has passed. */
  @SuppressWarnings("WaitNotInLoop") // the caller looks again
  void awaitChange() throws InterruptedException {
    lock.lock();
    try {
      boolean _ = changed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    } finally {
      lock.unlock();
    }
  }

  /** Wakes all who wait here. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** All that is left, oldest first; from now on it is the caller's. */
  List<Waiting> takeAll() {
    lock.lock();
    try {
      List<Waiting> left = new ArrayList<>();
      places.forEach((number, place) -> left.add(new Waiting(number, place)));
      places.clear();
      return left;
    } finally {
      lock.unlock();
    }
  }
}
