package io.nightjar.blocklist;

import io.nightjar.alert.AlertSink;
import io.nightjar.alert.Finding;
import io.nightjar.lifecycle.Component;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All lists: keeps copies of them on disk, refreshes the copies on a thread of its own, and builds
 * what is looked up in from all copies whenever one has changed. Whoever looks up sees the old or
 * the new whole.
 */
public final class Blocklists implements Component {
  private static final System.Logger LOG = System.getLogger(Blocklists.class.getName());
  private static final String COPIES = ".copies";

  /**
   * When lists are refreshed.
   *
   * @param look between two looks at files and at what is due
   * @param refresh between two downloads of a list
   * @param retry after a download that failed
   */
  public record Schedule(Duration look, Duration refresh, Duration retry) {
    /** Downloads at this interval, again after an hour when one fails. */
    public static Schedule every(Duration refresh) {
      Duration hour = Duration.ofHours(1);
      return new Schedule(
          Duration.ofSeconds(5), refresh, refresh.compareTo(hour) < 0 ? refresh : hour);
    }
  }

  /**
   * What to keep.
   *
   * @param folder whose files are block lists; copies stand in it
   * @param allowFolder whose files are allow lists
   * @param sources named on the command line
   * @param own autonomous systems and countries named there
   * @param mostEntries of all lists of a kind together
   */
  public record Config(
      Path folder,
      Path allowFolder,
      List<ListSource> sources,
      OwnEntries own,
      Schedule schedule,
      int mostEntries) {
    /** Bytes an entry takes, twice while the next index is built, and what building takes. */
    private static final int BYTES_AN_ENTRY = 128;

    private static final int PART_OF_HEAP = 8;
    private static final int MOST = 8_000_000;

    /** Refuses two lists of one name. */
    public Config {
      Set<String> names = new HashSet<>();
      for (ListSource each : sources) {
        if (!names.add(each.name())) {
          throw new IllegalArgumentException(each.name() + ": two lists have this name");
        }
      }
    }

    /** As many entries as an eighth of the heap has room for. */
    public static int entriesWithin(long heapBytes) {
      return (int) Math.min(MOST, heapBytes / PART_OF_HEAP / BYTES_AN_ENTRY);
    }
  }

  private final Config config;
  private final AlertSink alerts;
  private final InstantSource clock;
  private final Telemetry telemetry;
  private final ListDownload.Limits limits;
  private final Keys keys = new Keys(new SecureRandom().nextLong());
  private final Map<String, Counter> hits = new ConcurrentHashMap<>();
  private final Counter refreshed;
  private final Counter failed;
  private final LocalHosts localHosts;
  private final Set<String> engaged = new HashSet<>();
  private volatile Reputation reputation = Reputation.NONE;
  private volatile List<KeptList> lists = List.of();
  private volatile List<String> nameless = List.of();
  private @Nullable Thread thread;
  private volatile boolean closing;

  /** Of this configuration; nothing is read before the start. */
  public Blocklists(Config config, AlertSink alerts, InstantSource clock, Telemetry telemetry) {
    this(config, alerts, clock, telemetry, ListDownload.Limits.USUAL);
  }

  Blocklists(
      Config config,
      AlertSink alerts,
      InstantSource clock,
      Telemetry telemetry,
      ListDownload.Limits limits) {
    this.config = config;
    this.alerts = alerts;
    this.clock = clock;
    this.telemetry = telemetry;
    this.limits = limits;
    localHosts = new LocalHosts(alerts);
    refreshed = outcome("new");
    failed = outcome("failed");
    gauge("entries", "Entries of block lists in use", () -> reputation.size());
    gauge("lists", "Block and allow lists", () -> lists.size());
    gauge(
        "wrong_lines",
        "Lines of lists that are no entry or not allowed",
        () -> status().stream().mapToLong(ListStatus::wrong).sum());
    gauge("local_hosts", "Local hosts seen that a block list holds", localHosts::count);
  }

  private Counter outcome(String outcome) {
    return telemetry.counter(
        "nightjar_blocklist_refreshes_total",
        "Times a list was new, or could not be had",
        new TreeMap<>(Map.of("outcome", outcome)));
  }

  private void gauge(String name, String help, DoubleSupplier value) {
    telemetry.watch(
        "nightjar_blocklist_" + name, help, Telemetry.Kind.GAUGE, new TreeMap<>(), value);
  }

  /** Reads what is on disk, then begins to refresh. */
  @Override
  public void start() {
    ListDownload download = new ListDownload(limits);
    try {
      boolean _ = takeFiles(download);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    build();
    thread = Thread.ofPlatform().name("blocklists").daemon().start(() -> keep(download));
  }

  /** Files are there at once, so that the first packets are held against them. */
  private boolean takeFiles(ListDownload download) throws InterruptedException {
    lists = found();
    boolean isNew = false;
    for (KeptList list : lists) {
      isNew |= list.source().url() == null && refresh(list, download);
    }
    return isNew;
  }

  private void keep(ListDownload download) {
    try (download) {
      while (!closing) {
        round(download);
        Thread.sleep(config.schedule().look());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void round(ListDownload download) throws InterruptedException {
    try {
      List<KeptList> before = lists;
      boolean isNew = takeFiles(download) || !lists.equals(before);
      releaseGone();
      for (KeptList list : lists) {
        isNew |= list.source().url() != null && refresh(list, download);
      }
      if (isNew) {
        build();
      }
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "lists cannot be refreshed", e);
    }
  }

  private boolean refresh(KeptList list, ListDownload download) throws InterruptedException {
    Instant now = clock.instant();
    boolean isUrl = list.source().url() != null;
    if (isUrl && !list.isDue(config.schedule(), now)) {
      return false;
    }
    String before = list.downloadProblem();
    boolean isNew = list.refresh(config.schedule(), download, now);
    String problem = list.downloadProblem();
    String name = list.source().name();
    if (isNew) {
      refreshed.increment();
    }
    if (!problem.isEmpty() && (isUrl || !problem.equals(before))) {
      failed.increment();
      engaged.add(name);
      alerts.engaged(failure(name, problem));
      LOG.log(System.Logger.Level.WARNING, "list {0} cannot be refreshed: {1}", name, problem);
    } else if (problem.isEmpty() && engaged.remove(name)) {
      alerts.released(failure(name, ""));
    }
    return isNew;
  }

  /** A list that is no longer there cannot fail. */
  private void releaseGone() {
    Set<String> gone = new HashSet<>(engaged);
    lists.forEach(each -> gone.remove(each.source().name()));
    gone.forEach(name -> alerts.released(failure(name, "")));
    engaged.removeAll(gone);
  }

  private Finding failure(String name, String problem) {
    return Finding.of(BlocklistAlerts.DOWNLOAD_FAILED, name, clock.instant())
        .because("problem", problem, "");
  }

  /** The lists there are now; those that were there before are the same objects. */
  private List<KeptList> found() {
    Map<String, KeptList> known = new HashMap<>();
    lists.forEach(each -> known.put(each.source().name(), each));
    Map<String, KeptList> found = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (ListSource source : sources(problems)) {
      KeptList old = known.get(source.name());
      if (found.size() >= Value.MOST_LISTS - OwnEntries.LISTS) {
        problems.add("list " + source.name() + ": there is room for no more lists");
      } else if (found.containsKey(source.name())) {
        problems.add("list " + source.name() + ": two lists have this name, the first is used");
      } else {
        found.put(
            source.name(), old != null && old.source().equals(source) ? old : newList(source));
      }
    }
    nameless = List.copyOf(problems);
    return List.copyOf(found.values());
  }

  private KeptList newList(ListSource source) {
    return new KeptList(config.folder().resolve(COPIES), source, counter(source.name()));
  }

  private Counter counter(String name) {
    return hits.computeIfAbsent(
        name,
        list ->
            telemetry.counter(
                "nightjar_blocklist_hits_total",
                "Times a list warned of something in a flow",
                new TreeMap<>(Map.of("list", list))));
  }

  private List<ListSource> sources(List<String> problems) {
    List<ListSource> sources = new ArrayList<>(config.sources());
    sources.addAll(files(config.folder(), false, problems));
    sources.addAll(files(config.allowFolder(), true, problems));
    return sources;
  }

  private static List<ListSource> files(Path folder, boolean isAllow, List<String> problems) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<ListSource> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!String.valueOf(file.getFileName()).startsWith(".")) {
          add(file, isAllow, sources, problems);
        }
      }
    } catch (IOException e) {
      problems.add("lists: cannot read " + folder + ": " + e.getMessage());
    }
    return sources;
  }

  private static void add(
      Path file, boolean isAllow, List<ListSource> sources, List<String> problems) {
    try {
      sources.add(ListSource.of(file, isAllow));
    } catch (IllegalArgumentException e) {
      problems.add("lists: " + e.getMessage());
    }
  }

  private void build() {
    long begun = System.nanoTime();
    reputation = new Reputation(index(false), index(true));
    localHosts.recheck(reputation, clock.instant());
    LOG.log(
        System.Logger.Level.INFO,
        "{0} entries of {1} lists in use, built in {2} ms",
        reputation.size(),
        lists.size(),
        (System.nanoTime() - begun) / 1_000_000);
  }

  private IndicatorIndex index(boolean isAllow) {
    IndexBuilder index = new IndexBuilder(keys, config.mostEntries());
    if (!isAllow) {
      config.own().addTo(index);
    }
    for (KeptList list : lists) {
      if (list.source().isAllow() == isAllow) {
        index.begin(list.source().name(), list.source().threat());
        list.readInto(index, config.mostEntries());
      }
    }
    return index.build();
  }

  /** What all lists say now. */
  public Reputation reputation() {
    return reputation;
  }

  /** Asks them about flows, counts their hits, and tells of local hosts they hold. */
  public FlowReputation flows() {
    return new FlowReputation(
        this::reputation, (listed, _) -> counter(listed.list()).increment(), localHosts::found);
  }

  /** How each list is, in the order they are asked. */
  public List<ListStatus> status() {
    List<ListStatus> all = new ArrayList<>(config.own().status(name -> counter(name).value()));
    lists.forEach(each -> all.add(each.status()));
    return all;
  }

  /** What is wrong with lists, for people. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>(nameless);
    for (KeptList list : lists) {
      String problem = list.problem();
      if (!problem.isEmpty()) {
        problems.add("list " + list.source().name() + ": " + problem);
      }
    }
    return problems;
  }

  @Override
  public void close() {
    closing = true;
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      try {
        running.join();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
