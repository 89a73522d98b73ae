package io.nightjar.account;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes down when tokens were last used, on a thread of its own, so that no request waits for the
 * disk. Holds one moment for each token used since it last wrote.
 */
final class LastUsed implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LastUsed.class.getName());

  private final Map<Long, Instant> waiting = new ConcurrentHashMap<>();
  private final Database database;
  private final Duration every;
  private final Thread thread;

  LastUsed(Database database, Duration every) {
    this.database = database;
    this.every = every;
    this.thread = Thread.ofPlatform().daemon().name("account-last-used").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void use(long tokenId, Instant now) {
    waiting.put(tokenId, now);
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(every);
        write();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    Map<Long, Instant> uses = new HashMap<>(waiting);
    if (uses.isEmpty()) {
      return;
    }
    try {
      database.write(connection -> Tokens.setLastUsed(connection, uses));
      uses.forEach(waiting::remove);
    } catch (AccountException e) {
      LOG.log(
          System.Logger.Level.WARNING, "last use of tokens is not written: {0}", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    write();
  }
}
