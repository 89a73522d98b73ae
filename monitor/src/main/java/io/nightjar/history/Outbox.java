package io.nightjar.history;

import io.nightjar.history.WaitingBatches.InMemory;
import io.nightjar.history.WaitingBatches.OnDisk;
import io.nightjar.history.WaitingBatches.Place;
import io.nightjar.history.WaitingBatches.Waiting;
import io.nightjar.lifecycle.Component;
import io.nightjar.spool.DamagedBatchException;
import io.nightjar.spool.EncodedBatch;
import io.nightjar.spool.Spool;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Batches that the store does not have yet, numbered in the order they came: a few in memory, the
 * rest in the spool on disk, where an earlier process may have left some. One thread of its own
 * brings them to the store, oldest first, and forgets each only when it is settled there.
 */
final class Outbox implements Component {
  private static final System.Logger LOG = System.getLogger(Outbox.class.getName());
  private static final Duration LONGEST_END = Duration.ofSeconds(1);

  private final Delivery delivery;
  private final Spool spool;
  private final WaitingBatches waiting = new WaitingBatches();
  private final Thread thread = Thread.ofPlatform().name("history-outbox").unstarted(this::run);
  private volatile boolean ending;
  private volatile String problem = "";

  Outbox(Delivery delivery, Spool spool, Telemetry telemetry) {
    this.delivery = delivery;
    this.spool = spool;
    SpoolFigures.declare(spool, telemetry);
  }

  /** Opens the spool and begins with what it holds. */
  @Override
  public void start() {
    spool.open();
    waiting.begin(spool.numbers());
    thread.start();
  }

  /**
   * Takes over a batch; its number. Returns at once where there is room, and waits where there is
   * none in memory and the batch can wait, or none at all.
   *
   * @param canWait whether it may stay with its writer while the store is slow or away
   */
  long hand(EncodedBatch batch, BooleanSupplier canWait) {
    long number = waiting.nextNumber();
    while (!keep(number, batch, canWait)) {
      // looked again when something changed, or after a while
    }
    return number;
  }

  private boolean keep(long number, EncodedBatch batch, BooleanSupplier canWait) {
    boolean patient = canWait.getAsBoolean();
    boolean last = ending;
    if ((patient || delivery.isMoving()) && waiting.addInMemory(number, batch)) {
      problem = "";
      return true;
    }
    if (patient && !last) {
      awaitChange();
      return false;
    }
    return keepOnDisk(number, batch, last);
  }

  private boolean keepOnDisk(long number, EncodedBatch batch, boolean last) {
    String full = last ? spool.addBeyondLimit(number, batch) : spool.add(number, batch);
    note(full);
    if (full.isEmpty()) {
      waiting.addOnDisk(number);
      return true;
    }
    if (last) {
      delivery.reject(batch, full);
      return true;
    }
    awaitChange();
    return false;
  }

  private void note(String full) {
    if (!full.isEmpty() && !full.equals(problem)) {
      LOG.log(System.Logger.Level.WARNING, full);
    }
    problem = full;
  }

  private void awaitChange() {
    try {
      waiting.awaitChange();
    } catch (InterruptedException _) {
      ending = true;
    }
  }

  private void run() {
    try {
      for (Waiting next = waiting.oldest(); next != null; next = waiting.oldest()) {
        if (settle(next.number(), next.place())) {
          if (next.place() instanceof OnDisk) {
            spool.remove(next.number());
          }
          waiting.remove(next.number());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
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

  /** Waits until the batch of this number and all before it are settled; whether they are. */
  boolean awaitSettled(long number, long deadlineNanos) throws InterruptedException {
    return waiting.awaitGone(number, deadlineNanos);
  }

  /** Waits until everything handed over so far is settled; whether it is. */
  boolean awaitSettled(Duration longest) throws InterruptedException {
    return waiting.awaitGone(waiting.lastNumber(), System.nanoTime() + longest.toNanos());
  }

  /** From now on whatever finds no room goes to disk. */
  void endWaiting() {
    ending = true;
    waiting.wake();
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
    ending = true;
    waiting.close();
    delivery.giveUp();
    try {
      thread.join(LONGEST_END);
      thread.interrupt();
      thread.join(LONGEST_END);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    waiting.takeAll().forEach(this::keepForTheNextStart);
  }

  private void keepForTheNextStart(Waiting left) {
    if (left.place() instanceof InMemory(EncodedBatch batch)) {
      String full = spool.addBeyondLimit(left.number(), batch);
      if (!full.isEmpty()) {
        delivery.reject(batch, full);
      }
    }
  }
}
