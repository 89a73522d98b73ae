package io.nightjar.history;

import java.time.Duration;

/** A ClickHouse server that somebody else runs. */
final class RemoteStore implements Store {
  private static final System.Logger LOG = System.getLogger(RemoteStore.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Endpoint endpoint;
  private final HistoryClient client;
  private final Readiness readiness = new Readiness();
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
        client.createTables();
        readiness.ready(client);
        return;
      } catch (HistoryException e) {
        String problem = "the store at " + endpoint.url() + " is not usable: " + e.getMessage();
        readiness.notYet(problem);
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
  public HistoryClient client() {
    return readiness.client();
  }

  @Override
  public State state() {
    return readiness.state();
  }

  @Override
  public String problem() {
    return readiness.problem();
  }

  @Override
  public void close() {
    thread.interrupt();
    readiness.down("the store is closed");
    client.close();
  }
}
