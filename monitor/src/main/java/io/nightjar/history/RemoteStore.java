package io.nightjar.history;

import java.time.Duration;

/** A ClickHouse server that somebody else runs. */
final class RemoteStore extends Store {
  private static final System.Logger LOG = System.getLogger(RemoteStore.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Endpoint endpoint;
  private final HistoryClient client;
  private final Thread thread;

  RemoteStore(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.client = new HistoryClient(endpoint);
    this.thread = Thread.ofVirtual().name("store-connect").unstarted(this::connect);
  }

  @Override
  public void start() {
    thread.start();
  }

  private void connect() {
    String said = "";
    while (!Thread.currentThread().isInterrupted()) {
      try {
        client.check();
        client.createTables();
        ready(client);
        return;
      } catch (HistoryException e) {
        String problem =
            "the store at "
                + endpoint.url()
                + " cannot keep history: "
                + ServerRefusal.of(endpoint, e);
        away(problem);
        if (!problem.equals(said)) {
          LOG.log(System.Logger.Level.WARNING, problem);
          said = problem;
        }
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException _) {
        return;
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    closed();
    client.close();
  }
}
