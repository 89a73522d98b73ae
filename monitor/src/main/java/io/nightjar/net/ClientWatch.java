package io.nightjar.net;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells when a client has left whose request is still worked on, so that nothing goes on for
 * nobody. HTTP/1.1 servers do not read while they answer, so they do not see it themselves. Where
 * the kernel does not list connections, work goes on to its limits.
 */
public final class ClientWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(150);

  /** No question takes longer; what does is a stream, which finds out by writing too. */
  private static final Duration LONGEST_QUESTION = Duration.ofMinutes(1);

  private static final Duration EVERY_OF_STREAMS = Duration.ofSeconds(2);

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  /** Begins to look, on a thread of its own. */
  public ClientWatch() {
    thread = Thread.ofPlatform().name("client-watch").daemon().start(this::look);
  }

  /** One request; closed when it has been answered. */
  public final class Watch implements AutoCloseable {
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final Runnable whenGone;
    private final long since = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    private Watch(InetSocketAddress local, InetSocketAddress remote, Runnable whenGone) {
      this.local = local;
      this.remote = remote;
      this.whenGone = whenGone;
    }

    private void tell() {
      lock.lock();
      try {
        if (!closed) {
          whenGone.run();
        }
      } finally {
        lock.unlock();
      }
    }

    /** Ends the watch; nothing is told afterwards. */
    @Override
    public void close() {
      watches.remove(this);
      lock.lock();
      try {
        closed = true;
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Watches the client of a connection.
   *
   * @param whenGone run again and again while the watch is open and the client has left; short
   */
  public Watch watch(SocketAddress local, SocketAddress remote, Runnable whenGone) {
    Watch watch =
        new Watch(
            local instanceof InetSocketAddress ours ? ours : new InetSocketAddress(0),
            remote instanceof InetSocketAddress theirs ? theirs : new InetSocketAddress(0),
            whenGone);
    if (watch.remote.getPort() != 0) {
      watches.add(watch);
    }
    return watch;
  }

  private void look() {
    long last = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(EVERY);
        if (isTimeToLook(last)) {
          last = System.nanoTime();
          List<Watch> before = List.copyOf(watches); // a newer one's connection may not be listed
          Optional<Connections> open = Connections.now();
          open.ifPresent(list -> tellOfThoseGone(before, list));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isTimeToLook(long last) {
    long now = System.nanoTime();
    boolean streamsAreDue = now - last > EVERY_OF_STREAMS.toNanos();
    return watches.stream()
        .mapToLong(each -> now - each.since)
        .anyMatch(
            age -> age > EVERY.toNanos() && (streamsAreDue || age < LONGEST_QUESTION.toNanos()));
  }

  private static void tellOfThoseGone(List<Watch> watched, Connections open) {
    watched.stream().filter(each -> !open.has(each.local, each.remote)).forEach(Watch::tell);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
