package io.nightjar.notification;

import io.nightjar.account.AccountException;
import io.nightjar.account.Database;
import io.nightjar.lifecycle.Component;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Tells destinations of alerts. Destinations are rows of the configuration, which is looked at
 * every second: whoever adds or removes one changes the table.
 */
public final class Notifications implements Component {
  /**
   * Where it lives.
   *
   * @param data the data directory
   * @param monitor this monitor's name, which notices carry
   */
  public record Config(Path data, String monitor) {}

  /** A destination and how it does; without figures it cannot be used, and trouble says why. */
  public record Standing(Destination destination, Optional<Figures> figures, String trouble) {}

  private record Running(Destinations.Row row, Optional<Courier> courier, String trouble) {
    Standing standing() {
      Optional<Figures> figures = courier.map(Courier::figures);
      return new Standing(
          row.destination(), figures, figures.map(Figures::trouble).orElse(trouble));
    }
  }

  private static final System.Logger LOG = System.getLogger(Notifications.class.getName());
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final int MOST_REMEMBERED = 10_000;
  private static final int MOST_SERIES = 256;

  private final Config config;
  private final Supplier<Database> database;
  private final Telemetry telemetry;
  private final Courier.Limits limits;
  private final SecretBox box;
  private final NameLookup names = new NameLookup();
  private final Counter told;
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private final ReentrantLock looking = new ReentrantLock();
  private final Set<String> declared = new HashSet<>();
  private final ReentrantLock remembering = new ReentrantLock();
  private final Map<Long, Notice.Event> remembered = new Remembered();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("notifications").unstarted(this::run);

  /** The last event told of each alert, for as many as fit. */
  private static final class Remembered extends LinkedHashMap<Long, Notice.Event> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, Notice.Event> eldest) {
      return size() > MOST_REMEMBERED;
    }
  }

  /** Tells the destinations of this configuration, which is asked for when it is looked at. */
  public Notifications(Config config, Supplier<Database> database, Telemetry telemetry) {
    this(config, database, telemetry, Courier.Limits.USUAL);
  }

  Notifications(
      Config config, Supplier<Database> database, Telemetry telemetry, Courier.Limits limits) {
    this.config = config;
    this.database = database;
    this.telemetry = telemetry;
    this.limits = limits;
    box = new SecretBox(config.data());
    told = telemetry.counter("nightjar_notices_total", "News of alerts");
  }

  @Override
  public void start() {
    look();
    thread.start();
  }

  /** Takes news of an alert, each event of one alert once; never waits. Safe for every thread. */
  public void tell(Notice notice) {
    if (isNews(notice)) {
      told.increment();
      running.values().forEach(each -> each.courier().ifPresent(one -> one.offer(notice)));
    }
  }

  private boolean isNews(Notice notice) {
    if (notice.alertId() == 0) {
      return true;
    }
    remembering.lock();
    try {
      return remembered.put(notice.alertId(), notice.event()) != notice.event();
    } finally {
      remembering.unlock();
    }
  }

  /** Secrets as the configuration keeps them, for a destination of this name. */
  public String seal(String name, Secrets secrets) {
    return box.seal(name, secrets);
  }

  /** All destinations by name, as last looked at. */
  public List<Standing> standings() {
    return new TreeMap<>(running).values().stream().map(Running::standing).toList();
  }

  /** What is wrong with destinations, in words; nothing of what their servers say. */
  public List<String> problems() {
    return new TreeMap<>(running)
        .values().stream()
            .map(Running::standing)
            .filter(each -> !each.trouble().isEmpty())
            .map(
                each ->
                    "notification "
                        + each.destination().name()
                        + " does not get through: list_notifications tells why")
            .toList();
  }

  /**
   * Sends a test notice to a destination.
   *
   * @return empty when there is none of this name
   * @throws NotificationException when it cannot be used
   */
  public Optional<Receipt> test(String name) throws InterruptedException {
    look();
    Running tested = running.get(name);
    if (tested == null) {
      return Optional.empty();
    }
    Courier courier =
        tested
            .courier()
            .orElseThrow(
                () -> new NotificationException(tested.trouble(), "remove it, and add it again"));
    return Optional.of(courier.test(Notice.test(Instant.now())));
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(LOOK_EVERY);
        look();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Makes what runs what the configuration says now. */
  public void look() {
    looking.lock();
    try {
      Map<String, Destinations.Row> wanted = new LinkedHashMap<>();
      database
          .get()
          .read(Destinations::all)
          .forEach(row -> wanted.put(row.destination().name(), row));
      for (Running each : List.copyOf(running.values())) {
        Destinations.Row row = wanted.get(each.row().destination().name());
        if (row == null || !row.equals(each.row())) {
          running.remove(each.row().destination().name());
          each.courier().ifPresent(Courier::close);
        }
      }
      wanted.forEach((name, row) -> running.computeIfAbsent(name, _ -> begun(row)));
    } catch (AccountException e) {
      LOG.log(System.Logger.Level.WARNING, "destinations stay as they are: {0}", e.getMessage());
    } finally {
      looking.unlock();
    }
  }

  private Running begun(Destinations.Row row) {
    Destination destination = row.destination();
    declare(destination.name());
    try {
      Secrets secrets = box.open(destination.name(), row.sealed());
      Courier courier =
          new Courier(destination, channel(destination, secrets), config.monitor(), limits);
      courier.start();
      return new Running(row, Optional.of(courier), "");
    } catch (NotificationException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "notification {0}: {1}; {2}",
          destination.name(),
          e.message(),
          e.hint());
      return new Running(row, Optional.empty(), e.message());
    }
  }

  private Channel channel(Destination to, Secrets secrets) {
    return switch (to.kind()) {
      case WEBHOOK -> new HttpChannel(to, secrets, names, WebhookBody::of);
      case SLACK -> new HttpChannel(to, secrets, names, SlackBody::of);
      case TEAMS -> new HttpChannel(to, secrets, names, TeamsBody::of);
      case SYSLOG -> new SyslogChannel(to, names);
      case EMAIL -> new MailChannel(to, secrets, names, config.monitor());
      case ECS_FILE, EVE_FILE -> new LineFile(config.data(), to, LineFile.USUAL_BOUND);
    };
  }

  /** Series of a name stay when its destination goes. */
  private void declare(String name) {
    if (declared.size() >= MOST_SERIES || !declared.add(name)) {
      return;
    }
    watch(name, "nightjar_notifications_sent_total", "Notices delivered", Figures::sent);
    watch(
        name,
        "nightjar_notifications_held_back_total",
        "Notices over the rate limit",
        Figures::heldBack);
    watch(
        name,
        "nightjar_notifications_dropped_total",
        "Notices lost: the queue was full",
        Figures::dropped);
    watch(
        name,
        "nightjar_notifications_failed_total",
        "Notices refused or given up",
        Figures::failed);
    watch(
        name,
        "nightjar_notifications_retries_total",
        "Attempts beyond the first",
        Figures::retries);
    watch(name, "nightjar_notifications_waiting", "Notices waiting", Figures::waiting);
  }

  private void watch(String name, String series, String help, ToLongFunction<Figures> value) {
    telemetry.watch(
        series,
        help,
        series.endsWith("_total") ? Telemetry.Kind.COUNTER : Telemetry.Kind.GAUGE,
        new TreeMap<>(Map.of("destination", name)),
        () -> {
          Running of = running.get(name);
          return of == null
              ? 0
              : of.courier().map(Courier::figures).map(value::applyAsLong).orElse(0L);
        });
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      boolean _ = thread.isAlive() && thread.join(LOOK_EVERY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    running.values().forEach(each -> each.courier().ifPresent(Courier::close));
    names.close();
  }
}
