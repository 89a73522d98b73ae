package io.nightjar.probe;

import io.nightjar.account.Database;
import io.nightjar.account.Probes;
import io.nightjar.alert.AlertSink;
import io.nightjar.history.ProbeResult;
import io.nightjar.lifecycle.Component;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Runs the probes that are defined in the database, and follows it as it changes. Results go to
 * history, what is wrong to the alerts. Safe for every thread.
 */
public final class ActiveMonitoring implements Component {
  /**
   * How probes run.
   *
   * @param monitor name of this monitor, in results
   * @param allowed networks that may be probed though they are refused otherwise
   * @param trust whose certificates are believed
   */
  public record Config(
      String monitor, List<Prefix> allowed, Supplier<X509ExtendedTrustManager> trust) {
    /** What the machine trusts, and nothing that is refused otherwise. */
    public static Config of(String monitor, List<Prefix> allowed) {
      return new Config(monitor, allowed, TrustedAuthorities::ofMachine);
    }
  }

  /**
   * A probe as it is now.
   *
   * @param latest empty before its first run
   * @param isEngaged whether an alert of it is engaged
   */
  public record Status(Probe probe, Optional<ProbeResult> latest, boolean isEngaged) {}

  private static final System.Logger LOG = System.getLogger(ActiveMonitoring.class.getName());
  private static final int MOST_AT_ONCE = 512;
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofMillis(300);

  /** At the start, when all probes are new, they are spread over no more than this. */
  private static final Duration LONGEST_FIRST = Duration.ofMinutes(5);

  /** A run ends by itself; one that does not is broken off a little later. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Config config;
  private final Supplier<Database> database;
  private final Predicate<ProbeResult> history;
  private final AlertSink alerts;
  private final EchoSender echoes;
  private final Instruments instruments;
  private final Scheduler scheduler;
  private final Map<State, Counter> runs = new EnumMap<>(State.class);
  private final Map<String, Running> probes = new ConcurrentHashMap<>();
  private final Thread thread =
      Thread.ofPlatform().name("probe-definitions").unstarted(this::follow);
  private volatile boolean closing;
  private long seenVersion = -1;

  /** A probe that runs. */
  private record Running(ProbeWatch watch, Scheduler.Slot slot) {}

  /**
   * Built, not started.
   *
   * @param database asked for when the probes in it are
   * @param history takes results, without waiting
   */
  public ActiveMonitoring(
      Config config,
      Supplier<Database> database,
      Predicate<ProbeResult> history,
      AlertSink alerts,
      Telemetry telemetry) {
    this.config = config;
    this.database = database;
    this.history = history;
    this.alerts = alerts;
    echoes = new EchoSender(telemetry);
    instruments =
        new Instruments(echoes, new Resolver(), new Reach(config.allowed()), config.trust());
    scheduler = new Scheduler(MOST_AT_ONCE, telemetry);
    for (State state : State.values()) {
      runs.put(
          state,
          telemetry.counter(
              "nightjar_probe_runs_total",
              "Runs of probes by how they ended",
              new TreeMap<>(Map.of("state", state.text()))));
    }
    telemetry.watch(
        "nightjar_probes",
        "Probes that are defined",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        probes::size);
  }

  @Override
  public void start() {
    scheduler.start();
    thread.start();
  }

  /** All that run, by kind and target. */
  public List<Status> statuses() {
    return probes.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue().watch())
        .map(watch -> new Status(watch.probe(), watch.latest(), watch.isEngaged()))
        .toList();
  }

  /**
   * Why a target that is to be added must not be probed, as far as it can be told now: a name that
   * cannot be looked up may be probed, that is what the probe will tell.
   */
  public Optional<String> refusal(Probe probe) throws InterruptedException {
    String host = probe.host();
    if (host.isEmpty()) {
      return Optional.empty();
    }
    try {
      for (IpAddress each :
          instruments.resolver().find(host, Deadline.in(Duration.ofSeconds(3))).addresses()) {
        Optional<String> refusal = instruments.reach().refusal(each);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    } catch (NoAnswer _) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** What keeps probes from being measured, a sentence each, fit to be shown. */
  public List<String> problems() {
    return statuses().stream()
        .flatMap(status -> status.latest().stream())
        .filter(result -> result.state().equals(State.FAILED.text()))
        .map(ProbeResult::reason)
        .filter(reason -> reason.startsWith("ICMP"))
        .distinct()
        .flatMap(reason -> Stream.of("probes: " + reason))
        .toList();
  }

  private void follow() {
    boolean isFirst = true;
    while (!closing) {
      try {
        if (reload(isFirst)) {
          isFirst = false;
        }
        Thread.sleep(LOOK_AGAIN);
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "the probes cannot be read: " + e.getMessage());
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(LOOK_AGAIN);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads the probes where something changed in the file; whether it did. */
  private boolean reload(boolean isFirst) {
    long version = database.get().read(Probes::version);
    if (version == seenVersion) {
      return false;
    }
    Map<String, Probe> defined = new TreeMap<>();
    for (Probes.Row row : database.get().read(Probes::all)) {
      try {
        Probe probe = Probe.of(row);
        defined.put(probe.key(), probe);
      } catch (IllegalArgumentException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "probe %s %s is left out: %s"
                .formatted(row.measurement(), row.target(), e.getMessage()));
      }
    }
    probes.forEach(
        (key, running) -> {
          if (!running.watch().probe().equals(defined.get(key))) {
            end(key, running);
          }
        });
    defined.values().stream()
        .filter(probe -> !probes.containsKey(probe.key()))
        .forEach(probe -> begin(probe, isFirst));
    seenVersion = version;
    return true;
  }

  private void begin(Probe probe, boolean isSpread) {
    ProbeKind kind = ProbeKinds.of(probe.measurement());
    ProbeWatch watch = new ProbeWatch(probe, kind, config.monitor(), alerts);
    Duration period = probe.granularity().period();
    Duration spread =
        !isSpread ? SOON : period.compareTo(LONGEST_FIRST) < 0 ? period : LONGEST_FIRST;
    Duration first = Duration.ofNanos(ThreadLocalRandom.current().nextLong(spread.toNanos()));
    Scheduler.Slot slot =
        scheduler.add(() -> run(watch), period, first, kind.type().longest().plus(GRACE));
    probes.put(probe.key(), new Running(watch, slot));
  }

  private void end(String key, Running running) {
    scheduler.remove(running.slot());
    probes.remove(key);
    running.watch().end(Instant.now());
  }

  private void run(ProbeWatch watch) throws InterruptedException {
    ProbeResult result = watch.run(instruments);
    runs.forEach(
        (state, counter) -> {
          if (state.text().equals(result.state())) {
            counter.increment();
          }
        });
    boolean _ = history.test(result); // a refusal is counted there
  }

  @Override
  public void close() {
    closing = true;
    thread.interrupt();
    scheduler.close();
    echoes.close();
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
