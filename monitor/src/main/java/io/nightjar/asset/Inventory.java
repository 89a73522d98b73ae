package io.nightjar.asset;

import io.nightjar.alert.AlertSink;
import io.nightjar.enrich.LookupData;
import io.nightjar.history.History;
import io.nightjar.history.HistoryException;
import io.nightjar.lifecycle.Component;
import io.nightjar.live.LiveUnavailableException;
import io.nightjar.live.LiveView;
import io.nightjar.net.IpAddress;
import io.nightjar.telemetry.Counter;
import io.nightjar.telemetry.Telemetry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Every device that was ever seen. One thread reads what earlier runs knew, asks the workers every
 * half minute for what sent something, and writes what changed; others read copies.
 */
public final class Inventory implements Component {
  /**
   * How much is kept, and what is told.
   *
   * @param probe this monitor's name in rows
   * @param most assets kept; further ones are refused and counted
   * @param goneAfter silence after which a device is gone
   * @param learning time from the first start in which no device counts as new
   */
  public record Config(String probe, int most, Duration goneAfter, Duration learning) {
    /** 100,000 assets, an hour of learning. */
    public static Config of(String probe, Duration goneAfter) {
      return new Config(probe, 100_000, goneAfter, Duration.ofHours(1));
    }
  }

  private static final System.Logger LOG = System.getLogger(Inventory.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(30);
  private static final Duration LOOK_FOR_STORE = Duration.ofSeconds(1);
  private static final Duration LONGEST_END = Duration.ofSeconds(4);
  private static final int REQUESTS_WAITING = 256;

  /** A row for a later last moment alone. */
  private static final long SEEN_AGAIN_SECONDS = 600;

  private final Config config;
  private final LiveSightings sightings;
  private final LookupData lookup;
  private final AssetStore store;
  private final InstantSource clock;
  private final Counter refused;
  private final Presence presence;
  private final Map<AssetKey, Asset> assets = new ConcurrentHashMap<>();
  private final Map<IpAddress, AssetKey> byAddress = new ConcurrentHashMap<>();
  private final Map<AssetKey, Asset> written = new HashMap<>();
  private final Set<AssetKey> touched = new HashSet<>();
  private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(REQUESTS_WAITING);
  private final Thread thread = Thread.ofPlatform().name("inventory").unstarted(this::run);
  private volatile boolean loaded;
  private volatile boolean closing;

  /** Somebody waits for what is known to be true now; the list is to be added first. */
  private record Request(List<Sighting> sightings, CompletableFuture<Boolean> done) {}

  /** An inventory of what these workers see, kept in this history. */
  public Inventory(
      Config config,
      LiveView live,
      LookupData lookup,
      History history,
      InstantSource clock,
      AlertSink sink,
      Telemetry telemetry) {
    this.config = config;
    this.lookup = lookup;
    this.clock = clock;
    store = new AssetStore(history, config.probe());
    sightings =
        new LiveSightings(
            live,
            telemetry.counter(
                "nightjar_asset_sightings_skipped_total",
                "Devices and addresses not looked at: too many sent something at once"));
    refused =
        telemetry.counter(
            "nightjar_assets_refused_total", "Sightings of assets that found the inventory full");
    presence = new Presence(config, new DeviceAlerts(sink, telemetry));
    telemetry.watch(
        "nightjar_assets",
        "Assets in the inventory",
        Telemetry.Kind.GAUGE,
        new TreeMap<>(),
        assets::size);
  }

  @Override
  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closing && !load()) {
        refuseWaiting();
      }
      while (!closing) {
        Request request = requests.poll(EVERY.toMillis(), TimeUnit.MILLISECONDS);
        List<Request> all = new ArrayList<>();
        if (request != null) {
          all.add(request);
          requests.drainTo(all);
        }
        pass(all);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      refuseWaiting();
    }
  }

  private void refuseWaiting() {
    List<Request> all = new ArrayList<>();
    requests.drainTo(all);
    all.forEach(each -> each.done().complete(false));
  }

  /** Reads what earlier runs knew; false while history does not answer. */
  private boolean load() throws InterruptedException {
    try {
      if (!store.awaitReady(LOOK_FOR_STORE)) {
        return false;
      }
      List<Asset> known = store.read(config.most());
      known.forEach(
          asset -> {
            keep(asset);
            written.put(asset.key(), asset);
          });
      presence.begin(known, clock.instant().getEpochSecond());
      loaded = true;
      return true;
    } catch (HistoryException | IllegalArgumentException e) {
      LOG.log(System.Logger.Level.WARNING, "assets cannot be read: {0}", e.getMessage());
      Thread.sleep(LOOK_FOR_STORE);
      return false;
    }
  }

  private void pass(List<Request> waiting) throws InterruptedException {
    boolean done = false;
    try {
      List<Sighting> seen = new ArrayList<>();
      waiting.forEach(each -> seen.addAll(each.sightings()));
      seen.addAll(sightings.take());
      Gatherings gathered = new Gatherings(assets, ip -> lookup.origin(ip).isLocal());
      gathered.all(seen).forEach(this::apply);
      presence.look(assets.values(), clock.instant());
      write();
      done = true;
    } catch (LiveUnavailableException e) {
      LOG.log(System.Logger.Level.DEBUG, "a worker did not answer: {0}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the inventory: internal error", e);
    } finally {
      boolean result = done;
      waiting.forEach(each -> each.done().complete(result));
    }
  }

  private void apply(Gathering gathering) {
    Asset former = assets.get(gathering.key());
    if (former == null && assets.size() >= config.most()) {
      refused.increment();
      return;
    }
    Asset next = gathering.after(former, lookup.vendors()::of);
    keep(next);
    touched.add(next.key());
    presence.seen(former, next, gathering.isLive(), clock.instant());
  }

  private void keep(Asset asset) {
    assets.put(asset.key(), asset);
    for (IpAddress ip : asset.ips()) {
      byAddress.merge(ip, asset.key(), (known, key) -> later(ip, known, key));
    }
  }

  /** Who has an address now: an asset that still does, and was seen last. */
  private AssetKey later(IpAddress ip, AssetKey one, AssetKey other) {
    Asset first = assets.get(one);
    Asset second = assets.get(other);
    boolean stays =
        first != null
            && first.ips().contains(ip)
            && (second == null || first.lastSeenSeconds() > second.lastSeenSeconds());
    return stays ? one : other;
  }

  private void write() throws InterruptedException {
    long now = clock.instant().getEpochSecond();
    for (AssetKey key : touched) {
      Asset asset = Objects.requireNonNull(assets.get(key));
      Asset before = written.get(key);
      if (before == null
          || !before.tellsTheSameAs(asset)
          || asset.lastSeenSeconds() - before.lastSeenSeconds() >= SEEN_AGAIN_SECONDS) {
        store.write(asset, now);
        written.put(key, asset);
      }
    }
    touched.clear();
  }

  /** Writes also what is new only by its moment. */
  private void writeAll() throws InterruptedException {
    long now = clock.instant().getEpochSecond();
    for (Asset asset : assets.values()) {
      if (!asset.equals(written.get(asset.key()))) {
        store.write(asset, now);
      }
    }
  }

  /** Has what was seen until now counted, at most this long; whether it is. */
  public boolean refresh(Duration longest) throws InterruptedException {
    return add(List.of(), longest);
  }

  /** Adds what was found by asking; waits for it at most this long, and says whether it is in. */
  public boolean add(List<Sighting> found, Duration longest) throws InterruptedException {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    if (closing || !loaded || !requests.offer(new Request(List.copyOf(found), done))) {
      return false;
    }
    try {
      return done.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new AssertionError("a request ends with an answer", e);
    }
  }

  /** Whether what earlier runs knew is read. */
  public boolean isLoaded() {
    return loaded;
  }

  /** All assets, in no order. */
  public Collection<Asset> assets() {
    return List.copyOf(assets.values());
  }

  /** The asset of this key. */
  public Optional<Asset> find(AssetKey key) {
    return Optional.ofNullable(assets.get(key));
  }

  /** The asset with this MAC address. */
  public Optional<Asset> find(long mac) {
    return find(AssetKey.of(mac));
  }

  /** Who has this address now, or had it last. */
  public Optional<Asset> find(IpAddress ip) {
    AssetKey key = byAddress.get(ip);
    return key == null ? Optional.empty() : find(key).filter(asset -> asset.ips().contains(ip));
  }

  /** Whether it has been silent for longer than a device may be. */
  public boolean isGone(Asset asset) {
    long now = clock.instant().getEpochSecond();
    return now - asset.lastSeenSeconds() > config.goneAfter().toSeconds();
  }

  /** The addresses of routers, by their MAC addresses; of those whose addresses are known. */
  public Map<Long, List<IpAddress>> routers() {
    Map<Long, List<IpAddress>> routers = new HashMap<>();
    for (Asset asset : assets.values()) {
      if (asset.isRouter() && asset.key().isByMac() && !asset.ips().isEmpty()) {
        routers.put(asset.key().mac(), asset.ips());
      }
    }
    return routers;
  }

  /** Counts what was seen until now and writes it; while workers and history are still there. */
  @Override
  public void close() {
    try {
      boolean _ = refresh(LONGEST_END);
      closing = true;
      // Wakes the thread; with a full queue it is awake.
      boolean _ = requests.offer(new Request(List.of(), new CompletableFuture<>()));
      if (thread.join(LONGEST_END) && loaded) {
        writeAll();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }
}
