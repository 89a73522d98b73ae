package io.nightjar.notification;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the notices of one destination to it: a bounded queue, and a virtual thread that gathers,
 * holds back, sends and tries again. Whatever its server does, only this thread waits.
 */
final class Courier implements AutoCloseable {
  /**
   * What bounds it.
   *
   * @param queue notices that may wait
   * @param deadline of one attempt
   * @param nanoClock what the rate limit and giving up go by
   */
  record Limits(int queue, Duration deadline, Backoff backoff, LongSupplier nanoClock) {
    static final Limits USUAL =
        new Limits(
            1_000,
            Duration.ofSeconds(15),
            new Backoff(
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                () -> ThreadLocalRandom.current().nextDouble()),
            System::nanoTime);
  }

  private static final System.Logger LOG = System.getLogger(Courier.class.getName());
  private static final Duration IDLE = Duration.ofSeconds(1);
  private static final Duration END_WITHIN = Duration.ofSeconds(2);

  private final Destination destination;
  private final Channel channel;
  private final String monitor;
  private final Limits limits;
  private final BlockingQueue<Notice> queue;
  private final Tally tally = new Tally();
  private final Allowance allowance;
  private final Thread thread;
  private Missed missed = Missed.NOTHING;
  private long droppedTold;

  Courier(Destination destination, Channel channel, String monitor, Limits limits) {
    this.destination = destination;
    this.channel = channel;
    this.monitor = monitor;
    this.limits = limits;
    queue = new ArrayBlockingQueue<>(limits.queue());
    allowance = new Allowance(destination.pace().mostPerMinute(), limits.nanoClock());
    thread = Thread.ofVirtual().name("notification-" + destination.name()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Takes a notice the destination wants; never waits. */
  void offer(Notice notice) {
    if (destination.filter().wants(notice) && !queue.offer(notice)) {
      tally.dropped.incrementAndGet();
    }
  }

  Figures figures() {
    return tally.figures(queue.size(), limits.queue());
  }

  /** Sends one notice at once, past queue and limits, and tells what came of it. */
  Receipt test(Notice notice) throws InterruptedException {
    return attempt(batch(List.of(notice), Missed.NOTHING));
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Optional<Batch> batch = gather();
        if (batch.isPresent()) {
          deliver(batch.get());
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (!queue.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "notification {0}: {1} notices are not sent, it ends",
          destination.name(),
          queue.size());
    }
  }

  /** The next batch; empty when there is nothing to tell now. */
  private Optional<Batch> gather() throws InterruptedException {
    List<Notice> gathered = new ArrayList<>();
    @Nullable Notice next = queue.poll(IDLE.toNanos(), TimeUnit.NANOSECONDS);
    long end = System.nanoTime() + destination.pace().batching().toNanos();
    for (int seen = 0; next != null && seen < limits.queue(); seen++) {
      if (allowance.take()) {
        gathered.add(next);
      } else {
        missed = missed.heldBack(next.severity());
        tally.heldBack.incrementAndGet();
      }
      next =
          gathered.size() < destination.pace().batchMost()
              ? queue.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)
              : null;
    }
    return gathered.isEmpty() && (missedSoFar().isNothing() || !allowance.hasOne())
        ? Optional.empty()
        : Optional.of(batch(gathered, takeMissed()));
  }

  private Missed missedSoFar() {
    return missed.lost(tally.dropped.get() - droppedTold);
  }

  private Missed takeMissed() {
    Missed taken = missedSoFar();
    droppedTold += taken.lost() - missed.lost();
    missed = Missed.NOTHING;
    return taken;
  }

  private Batch batch(List<Notice> notices, Missed missing) {
    return new Batch(UUID.randomUUID().toString(), monitor, notices, missing);
  }

  /** Tries until the server has it, refuses it, or too much time has passed. */
  private void deliver(Batch batch) throws InterruptedException {
    long giveUp = limits.nanoClock().getAsLong() + limits.backoff().giveUpAfter().toNanos();
    for (int attempts = 1; ; attempts++) {
      Receipt receipt = attempt(batch);
      if (receipt.outcome() == Receipt.Outcome.DELIVERED) {
        tally.delivered(batch.notices().size());
        return;
      }
      note(receipt);
      Duration pause = longer(limits.backoff().after(attempts), receipt.pause());
      if (receipt.outcome() == Receipt.Outcome.REFUSED
          || limits.nanoClock().getAsLong() + pause.toNanos() - giveUp > 0) {
        giveUp(batch);
        return;
      }
      Thread.sleep(pause);
      tally.retries.incrementAndGet();
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** Logs a trouble once, not each time it lasts. */
  private void note(Receipt receipt) {
    if (tally.trouble().isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING, "notification {0}: {1}", destination.name(), receipt.said());
    }
    tally.failed(receipt.said());
  }

  private void giveUp(Batch batch) {
    tally.failed.addAndGet(batch.notices().size());
    missed = missed.and(batch.missed()).lost(batch.notices().size());
  }

  /** One attempt, on a thread of its own, which is left behind when its time is over. */
  private Receipt attempt(Batch batch) throws InterruptedException {
    FutureTask<Receipt> sending = new FutureTask<>(() -> channel.send(batch));
    Thread.ofVirtual().name("notification-attempt").start(sending);
    try {
      return sending.get(limits.deadline().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return Receipt.later("no answer within " + limits.deadline().toSeconds() + " s");
    } catch (ExecutionException e) {
      return failed(e.getCause());
    } finally {
      sending.cancel(true);
    }
  }

  private Receipt failed(@Nullable Throwable problem) {
    if (problem instanceof NotificationException forbidden) {
      return Receipt.refused(forbidden.message());
    } else if (problem instanceof IOException) {
      return Receipt.later(text(problem));
    }
    LOG.log(System.Logger.Level.ERROR, "notification " + destination.name() + " failed", problem);
    return Receipt.refused("it failed, see the log of the monitor");
  }

  /** What went wrong; its kind where it has no words. */
  private static String text(Throwable problem) {
    String message = problem.getMessage();
    String kind = problem.getClass().getSimpleName();
    return message == null || message.isBlank() ? kind : message;
  }

  /** Ends it; what waits is not sent. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      boolean _ = thread.isAlive() && thread.join(END_WITHIN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    channel.close();
  }
}
