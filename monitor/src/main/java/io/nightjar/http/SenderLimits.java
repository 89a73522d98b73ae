package io.nightjar.http;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Holds each sender to a rate of requests and to so many at once. Remembers a bounded number of
 * senders; the one that sent longest ago is forgotten first. Any thread.
 */
/*
 * The rate is kept by one moment a sender: when its next request would be due, were they sent
 * evenly (the generic cell rate algorithm). How far that lies ahead is how much of the burst is
 * used up.
 */
final class SenderLimits {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** How long to wait when only requests that end make room, which nobody can foresee. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private static final class Sender {
    private long dueNanos;
    private int running;

    Sender(long dueNanos) {
      this.dueNanos = dueNanos;
    }
  }

  /**
   * A request's place, given back when it is answered.
   *
   * @param refused how long to wait before asking again; zero for who is let in
   */
  record Place(Duration refused, Runnable leave) implements AutoCloseable {
    boolean isRefused() {
      return !refused.isZero();
    }

    @Override
    public void close() {
      leave.run();
    }
  }

  private final Map<Long, Sender> senders = new LinkedHashMap<>(16, 0.75f, true);
  private final ReentrantLock lock = new ReentrantLock();
  private final int mostSenders;
  private final int atOnce;
  private final long intervalNanos;
  private final long burstNanos;
  private final LongSupplier nanos;

  /**
   * Limits of each sender.
   *
   * @param perSecond requests on average
   * @param burst requests that may come together after a silence
   * @param nanos the time, as {@link System#nanoTime} gives it
   */
  SenderLimits(int mostSenders, int perSecond, int burst, int atOnce, LongSupplier nanos) {
    this.mostSenders = mostSenders;
    this.atOnce = atOnce;
    this.intervalNanos = NANOS_PER_SECOND / perSecond;
    this.burstNanos = intervalNanos * (burst - 1);
    this.nanos = nanos;
  }

  /** A place for a request of this sender, or how long it is refused for. */
  Place enter(long key) {
    long now = nanos.getAsLong();
    lock.lock();
    try {
      Sender sender = sender(key, now);
      long ahead = Math.max(0, sender.dueNanos - now);
      if (ahead > burstNanos) {
        return new Place(Duration.ofNanos(ahead - burstNanos), () -> {});
      }
      if (sender.running >= atOnce) {
        return new Place(SOON, () -> {});
      }
      sender.dueNanos = now + ahead + intervalNanos;
      sender.running++;
      return new Place(Duration.ZERO, () -> leave(sender));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes so many requests of this sender's rate that came in one, or says how long to wait. They
   * are taken together, beyond what is left of the burst: who sends next waits for them.
   */
  Duration take(long key, int requests) {
    long now = nanos.getAsLong();
    lock.lock();
    try {
      Sender sender = sender(key, now);
      long ahead = Math.max(0, sender.dueNanos - now);
      if (ahead > burstNanos) {
        return Duration.ofNanos(ahead - burstNanos);
      }
      sender.dueNanos = now + ahead + intervalNanos * requests;
      return Duration.ZERO;
    } finally {
      lock.unlock();
    }
  }

  private Sender sender(long key, long now) {
    Sender known = senders.get(key);
    if (known != null) {
      return known;
    }
    if (senders.size() >= mostSenders) {
      forgetOne();
    }
    Sender made = new Sender(now);
    senders.put(key, made);
    return made;
  }

  private void forgetOne() {
    Iterator<Long> oldest = senders.keySet().iterator();
    oldest.next();
    oldest.remove();
  }

  private void leave(Sender sender) {
    lock.lock();
    try {
      sender.running--;
    } finally {
      lock.unlock();
    }
  }

  /** Senders that are remembered. */
  int known() {
    lock.lock();
    try {
      return senders.size();
    } finally {
      lock.unlock();
    }
  }

  /** Most senders that are remembered. */
  int mostKnown() {
    return mostSenders;
  }
}
