package io.nightjar.policy;

import io.nightjar.account.AccountException;
import io.nightjar.account.Audit;
import io.nightjar.account.AuditEntry;
import io.nightjar.account.Database;
import io.nightjar.account.Token;
import io.nightjar.alert.AlertSink;
import io.nightjar.alert.Finding;
import io.nightjar.history.HistoryException;
import io.nightjar.history.Rows;
import io.nightjar.lifecycle.Component;
import io.nightjar.net.Asker;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Asks policies when they are due: each once in a slot of its schedule, never beside itself, two at
 * one time. Slots that passed while nothing ran are not made up for.
 */
/*
 * A look each second, on one thread, starts what is due on threads of its own. How a policy goes is
 * kept in `progress`, changed by the look while the policy does not run and by its run while it does,
 * and in the database after each run.
 */
public final class PolicyRunner implements Component {
  /** What it stands on. */
  public record Parts(
      Supplier<Database> database,
      Supplier<List<Token>> tokens,
      Question question,
      AlertSink sink) {}

  /** Asks what a policy asks. */
  @FunctionalInterface
  public interface Question {
    /** The rows that this asker may see. */
    Rows ask(Policy policy, Asker owner);
  }

  /** So many failures in a row, and it is asked no more. */
  static final int MOST_FAILURES = 5;

  private static final System.Logger LOG = System.getLogger(PolicyRunner.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int MOST_AT_ONCE = 2;

  /** A store that goes away this long after a question may have gone because of it. */
  private static final Duration LONG = Duration.ofSeconds(5);

  /** Who pauses a policy, in the audit. */
  private static final String ITSELF = "nightjar";

  private final Parts parts;
  private final InstantSource clock;
  private final PolicyCounters counters;
  private final Map<String, Progress> progress = new ConcurrentHashMap<>();
  private final Map<String, Thread> running = new ConcurrentHashMap<>();
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private final Thread thread = Thread.ofVirtual().name("policies").unstarted(this::run);
  private volatile boolean closing;
  private boolean loaded;

  /** A runner, not started. */
  public PolicyRunner(Parts parts, InstantSource clock, Telemetry telemetry) {
    this.parts = parts;
    this.clock = clock;
    this.counters = new PolicyCounters(telemetry, running::size);
  }

  @Override
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        try {
          look();
        } catch (AccountException e) {
          LOG.log(System.Logger.Level.WARNING, "policies wait: " + e.getMessage());
        } catch (RuntimeException e) {
          LOG.log(System.Logger.Level.ERROR, "policies wait", e);
        }
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  /** Starts what is due now, longest due first, as far as there are places. */
  void look() {
    Instant now = clock.instant();
    List<Policy> policies = database().read(PolicyTable::all);
    load();
    endRemoved(policies, now);
    policies.stream()
        .filter(policy -> isDue(policy, now))
        .sorted(Comparator.comparing(policy -> progressOf(policy).started()))
        .forEach(policy -> begin(policy, now));
  }

  private void load() {
    if (!loaded) {
      progress.putAll(database().read(ProgressTable::all));
      loaded = true;
    }
  }

  /** Removed policies leave no alert; their rows in the table of runs go last. */
  private void endRemoved(List<Policy> policies, Instant now) {
    Set<String> gone = new HashSet<>(progress.keySet());
    policies.forEach(policy -> gone.remove(policy.name()));
    gone.removeAll(running.keySet());
    for (String name : gone) {
      Progress last = progress.getOrDefault(name, Progress.NONE);
      PolicyRun.end(last, parts.sink(), now);
      parts.sink().released(Finding.of(PolicyAlerts.FAILED, name, now));
      database().write(connection -> deleted(connection, name));
      progress.remove(name);
    }
  }

  private static boolean deleted(java.sql.Connection connection, String name)
      throws java.sql.SQLException {
    ProgressTable.delete(connection, name);
    return true;
  }

  private boolean isDue(Policy policy, Instant now) {
    Progress last = progress.get(policy.name());
    if (running.containsKey(policy.name())) {
      return false;
    }
    if (policy.paused()) {
      if (last != null && last.alerts() > 0) {
        keep(policy, PolicyRun.end(last, parts.sink(), now));
      }
      return false;
    }
    long slot = policy.slot(now);
    long asked = last == null ? Long.MAX_VALUE : policy.slot(last.started());
    boolean isNew = last == null || last.started().equals(Instant.EPOCH);
    if (isNew || slot < asked) { // made in this slot, or the clock was set back
      progress.put(policy.name(), progressOf(policy).startedAt(now));
      return false;
    }
    return slot > asked;
  }

  private Progress progressOf(Policy policy) {
    return progress.getOrDefault(policy.name(), Progress.NONE);
  }

  private void begin(Policy policy, Instant now) {
    if (closing || !places.tryAcquire()) {
      return; // it stays due
    }
    Thread run =
        Thread.ofVirtual().name("policy-" + policy.name()).unstarted(() -> run(policy, now));
    running.put(policy.name(), run);
    run.start();
    if (closing) {
      run.interrupt();
    }
  }

  private void run(Policy policy, Instant now) {
    try {
      ask(policy, now);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "policy " + policy.name(), e);
    } finally {
      running.remove(policy.name());
      places.release();
    }
  }

  private void ask(Policy policy, Instant now) {
    List<Token> tokens = parts.tokens().get();
    Optional<Asker> owner = PolicyOwner.of(policy, tokens, now);
    if (owner.isEmpty()) {
      pause(policy, PolicyOwner.problem(policy, tokens, now), now);
      return;
    }
    long began = System.nanoTime();
    try {
      Violations found = Violations.of(policy, parts.question().ask(policy, owner.get()), now);
      counters.answered(found.rows());
      keep(policy, PolicyRun.tell(found, progressOf(policy), parts.sink(), now));
      parts.sink().released(Finding.of(PolicyAlerts.FAILED, policy.name(), now));
    } catch (HistoryException e) {
      boolean isQuick = System.nanoTime() - began < LONG.toNanos();
      if (!closing && e.kind() == HistoryException.Kind.UNAVAILABLE && isQuick) {
        wait(policy, e.getMessage(), now);
      } else if (!closing) {
        failed(policy, e.getMessage(), now);
      }
    } catch (IllegalArgumentException e) {
      failed(policy, String.valueOf(e.getMessage()), now);
    }
  }

  /** The store is away: not the policy's fault. */
  private void wait(Policy policy, String why, Instant now) {
    counters.waited();
    Progress last = progressOf(policy);
    keep(policy, last.failed(now, last.failures(), "history could not be asked: " + why));
  }

  private void failed(Policy policy, String why, Instant now) {
    counters.failed();
    int failures = progressOf(policy).failures() + 1;
    if (failures >= MOST_FAILURES) {
      pause(policy, failures + " runs in a row failed; the last: " + why, now);
      return;
    }
    keep(policy, progressOf(policy).failed(now, failures, why));
    tellOwner(policy, why, now);
  }

  private void tellOwner(Policy policy, String why, Instant now) {
    parts
        .sink()
        .engaged(
            Finding.of(PolicyAlerts.FAILED, policy.name(), now)
                .because("problem", CellText.value(why), "")
                .because("owner", policy.owner(), ""));
  }

  /** Its alerts end: nobody looks any more whether they are so. */
  private void pause(Policy policy, String why, Instant now) {
    counters.paused();
    Progress ended = PolicyRun.end(progressOf(policy), parts.sink(), now).failed(now, 0, why);
    progress.put(policy.name(), ended);
    database()
        .write(
            connection -> {
              PolicyTable.setPaused(connection, policy.name(), true);
              ProgressTable.put(connection, policy.name(), ended);
              Audit.append(
                  connection,
                  AuditEntry.change(now, ITSELF, "ai_policy.pause", policy.name(), why));
              return ended;
            });
    tellOwner(policy, why, now);
    LOG.log(System.Logger.Level.WARNING, "policy " + policy.name() + " is paused: " + why);
  }

  private void keep(Policy policy, Progress now) {
    progress.put(policy.name(), now);
    database()
        .write(
            connection -> {
              ProgressTable.put(connection, policy.name(), now);
              return now;
            });
  }

  /** Which policies are not answered, and why, a sentence each. */
  public List<String> problems() {
    return progress.entrySet().stream()
        .filter(each -> !each.getValue().problem().isEmpty())
        .sorted(Map.Entry.comparingByKey())
        .map(each -> "policy " + each.getKey() + ": " + CellText.value(each.getValue().problem()))
        .toList();
  }

  private Database database() {
    return parts.database().get();
  }

  /** Waits until nothing runs. */
  void settle() throws InterruptedException {
    places.acquire(MOST_AT_ONCE);
    places.release(MOST_AT_ONCE);
  }

  /** Runs under way are broken off, and come again after the next start. */
  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    running.values().forEach(Thread::interrupt);
    places.acquireUninterruptibly(MOST_AT_ONCE);
  }
}
