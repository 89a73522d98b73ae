package io.nightjar.capture;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What others ask a packet worker, bounded. Any thread puts questions, the worker alone answers
 * them; neither ever holds a lock the other waits for.
 */
final class Questions {
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final Semaphore room;
  private volatile @Nullable Thread worker;

  Questions(int most) {
    room = new Semaphore(most);
  }

  /** Puts a question and wakes the worker; false when too many wait already. */
  boolean offer(Runnable question) {
    if (!room.tryAcquire()) {
      return false;
    }
    waiting.add(question);
    wake();
    return true;
  }

  /** Ends {@link #await} early. */
  void wake() {
    LockSupport.unpark(worker);
  }

  /** Answers what was asked since the last time; on the worker's thread. */
  void answer() {
    for (Runnable question = waiting.poll(); question != null; question = waiting.poll()) {
      room.release();
      question.run();
    }
  }

  /** Waits for a question, at most so long, and answers it; on the worker's thread. */
  void await(long nanos) {
    worker = Thread.currentThread();
    if (waiting.isEmpty()) {
      LockSupport.parkNanos(this, nanos);
    }
    answer();
  }
}
