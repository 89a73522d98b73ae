package io.nightjar.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The private store: keeps its child process running, with pauses that grow while it fails. */
final class StoreSupervisor extends Store {
  private static final System.Logger LOG = System.getLogger(StoreSupervisor.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Path data;
  private final Path backups;
  private final List<String> mainClass;
  private final BrokenParts broken;
  private final Thread thread;
  private volatile @Nullable StoreProcess running;
  private volatile boolean closing;

  StoreSupervisor(Path data, Path backups, List<String> mainClass) {
    this.data = data;
    this.backups = backups;
    this.mainClass = mainClass;
    this.broken = new BrokenParts(data.resolve("lost-parts.txt"));
    this.thread = Thread.ofPlatform().name("store-supervisor").daemon().unstarted(this::supervise);
  }

  /** Starts the child in the background. */
  @Override
  public void start() {
    thread.start();
  }

  private void supervise() {
    Duration pause = FIRST_PAUSE;
    while (!closing) {
      try {
        if (runOnce()) {
          pause = FIRST_PAUSE;
        }
        if (!closing) {
          Thread.sleep(pause);
          pause =
              pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                  ? pause.multipliedBy(2)
                  : LONGEST_PAUSE;
        }
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  /** Starts the child and stays until it ends; whether it ever served. */
  private boolean runOnce() throws InterruptedException {
    boolean served = false;
    try (StoreProcess process = StoreProcess.start(mainClass, data.resolve("store"), backups);
        HistoryClient client = new HistoryClient(process.endpoint())) {
      running = process;
      client.createTables();
      Cut.drop(client); // a backup may have broken off
      ready(client);
      served = true;
      broken.look(client);
      int status = process.waitFor();
      say("the store process ended with status " + status + "; it is being restarted");
    } catch (IOException | HistoryException e) {
      say("the store does not start: " + e.getMessage());
    } finally {
      running = null;
    }
    return served;
  }

  private void say(String problem) {
    away(problem);
    if (!closing) {
      LOG.log(System.Logger.Level.WARNING, problem);
    }
  }

  @Override
  List<String> losses() {
    return broken.losses();
  }

  /** The child's process id; -1 while there is none. */
  long pid() {
    StoreProcess process = running;
    return process == null ? -1 : process.pid();
  }

  @Override
  public void close() {
    closing = true;
    closed();
    StoreProcess process = running;
    if (process != null) {
      process.close();
    }
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
