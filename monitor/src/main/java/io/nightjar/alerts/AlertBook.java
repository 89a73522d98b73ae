package io.nightjar.alerts;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertSink;
import io.nightjar.alert.AlertState;
import io.nightjar.alert.Finding;
import io.nightjar.lifecycle.Component;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Makes alerts of findings, on a thread of its own: a bounded queue between the checks and {@link
 * LiveAlerts}, from which every change goes to history and to who listens. Safe for every thread.
 */
public final class AlertBook implements AlertSink, Component {
  /**
   * What it needs.
   *
   * @param probe this monitor's name
   * @param keep takes an alert as it is now; false when there is no room
   * @param engagedBefore the alerts an earlier run left engaged; throws while they cannot be read
   */
  public record Parts(String probe, Predicate<Alert> keep, Supplier<List<Alert>> engagedBefore) {}

  private static final System.Logger LOG = System.getLogger(AlertBook.class.getName());
  private static final int QUEUE = 16_384;
  private static final int MOST_TAKEN = 4_096;
  private static final long PAUSE_MILLIS = 10;
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(5);

  /** What goes through the queue. */
  private sealed interface Entry {}

  private record Found(AlertState state, Finding finding) implements Entry {}

  /** Completed once all before it is with history. */
  private record Settle(CountDownLatch done) implements Entry {}

  private final Parts parts;
  private final InstantSource clock;
  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE);
  private final ReentrantLock lock = new ReentrantLock();
  private final LiveAlerts live;
  private final List<Consumer<Alert>> listeners = new CopyOnWriteArrayList<>();
  private final Counter refused;
  private final Thread thread = Thread.ofPlatform().name("alerts").unstarted(this::run);
  private volatile Set<String> unkept = Set.of();
  private volatile boolean closing;
  private boolean restored;
  private Instant ticked = Instant.EPOCH;

  /** A book, not begun yet. */
  public AlertBook(Parts parts, InstantSource clock, Telemetry telemetry) {
    this(parts, LiveAlerts.Limits.USUAL, clock, telemetry);
  }

  AlertBook(Parts parts, LiveAlerts.Limits limits, InstantSource clock, Telemetry telemetry) {
    this.parts = parts;
    this.clock = clock;
    live = new LiveAlerts(limits, parts.probe(), new AlertIds(clock.millis())::of);
    refused =
        telemetry.counter(
            "nightjar_findings_refused_total", "Findings lost: the queue of alerts was full");
    telemetry.watch(
        "nightjar_alerts_total",
        "Alerts raised",
        Telemetry.Kind.COUNTER,
        new TreeMap<>(),
        () -> locked(live::opened));
    telemetry.watch(
        "nightjar_alerts_live",
        "Alerts in memory",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        () -> locked(live::size));
    telemetry.watch(
        "nightjar_findings_queue_length",
        "Findings waiting to become alerts",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        queue::size);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void happened(Finding finding) {
    offer(AlertState.HAPPENED, finding);
  }

  @Override
  public void engaged(Finding finding) {
    offer(AlertState.ENGAGED, finding);
  }

  @Override
  public void released(Finding finding) {
    offer(AlertState.RELEASED, finding);
  }

  private void offer(AlertState state, Finding finding) {
    if (closing || !queue.offer(new Found(state, finding))) {
      refused.increment();
    }
  }

  /** Is told of every alert that came, ended, was marked or was found again; must be quick. */
  public void onChange(Consumer<Alert> listener) {
    listeners.add(listener);
  }

  /** Alerts of these capture files are in history already: they are kept in memory alone. */
  public void keepNothingOf(Set<String> captures) {
    unkept = Set.copyOf(captures);
  }

  private void run() {
    List<Entry> taken = new ArrayList<>(MOST_TAKEN);
    while (!closing || !queue.isEmpty()) {
      taken.clear();
      queue.drainTo(taken, MOST_TAKEN);
      try {
        take(taken);
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "findings lost", e);
      }
      if (taken.isEmpty() && !pause()) {
        break;
      }
    }
    publish(changesUntil(Instant.MAX));
  }

  /** Sleeps rather than waits for the queue: a waiter costs a packet thread a system call. */
  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException _) {
      return false;
    }
  }

  private void take(List<Entry> taken) {
    Instant now = clock.instant();
    List<Settle> settles = new ArrayList<>();
    boolean due = ticked.isAfter(now) || !ticked.isAfter(now.minus(TICK));
    List<Alert> before = due && !restored ? engagedBefore() : List.of();
    lock.lock();
    try {
      before.forEach(alert -> live.restore(alert, now));
      for (Entry entry : taken) {
        switch (entry) {
          case Found found -> add(found, now);
          case Settle settle -> settles.add(settle);
        }
      }
      if (due) {
        ticked = now;
        live.tick(now);
      }
    } finally {
      lock.unlock();
    }
    publish(changesUntil(settles.isEmpty() ? Instant.MIN : Instant.MAX));
    settles.forEach(settle -> settle.done().countDown());
  }

  private void add(Found found, Instant now) {
    switch (found.state()) {
      case HAPPENED -> live.happened(found.finding(), now);
      case ENGAGED -> live.engaged(found.finding(), now);
      case RELEASED -> live.released(found.finding(), now);
    }
  }

  /** History may not answer for a while: it is asked again. */
  private List<Alert> engagedBefore() {
    try {
      List<Alert> before = parts.engagedBefore().get();
      restored = true;
      return before;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "alerts of the last run wait: " + e.getMessage());
      return List.of();
    }
  }

  private List<Alert> changesUntil(Instant changedBefore) {
    lock.lock();
    try {
      live.write(changedBefore, clock.instant());
      return live.takeChanges();
    } finally {
      lock.unlock();
    }
  }

  private void publish(List<Alert> changes) {
    for (Alert alert : changes) {
      if (alert.capture().isEmpty() || !unkept.contains(alert.capture())) {
        boolean _ = parts.keep().test(alert); // what is refused is counted there
      }
      listeners.forEach(listener -> listener.accept(alert));
    }
  }

  /** Waits until all findings given so far are with history. */
  public void settle() {
    Settle settle = new Settle(new CountDownLatch(1));
    try {
      if (thread.isAlive()
          && queue.offer(settle, SETTLED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        boolean _ = settle.done().await(SETTLED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** The alerts in memory, in no order. */
  public List<Alert> live() {
    return locked(() -> live.all(clock.instant()));
  }

  /** The alert of this number, if it is in memory. */
  public Optional<Alert> find(long id) {
    return locked(() -> Optional.ofNullable(live.find(id, clock.instant())));
  }

  /** Has this be what people made of an alert, in memory or of history. */
  public void mark(Alert alert, Alert.Mark mark) {
    boolean _ =
        locked(
            () -> {
              live.mark(alert, mark, clock.instant());
              return true;
            });
  }

  /** Another number whenever an alert came, ended, or was marked. */
  public long version() {
    return locked(live::version);
  }

  private <T> T locked(Supplier<T> reading) {
    lock.lock();
    try {
      return reading.get();
    } finally {
      lock.unlock();
    }
  }

  /** Findings lost since the start. */
  public long refused() {
    return refused.value();
  }

  /** Hands everything to history. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(SETTLED_WITHIN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
