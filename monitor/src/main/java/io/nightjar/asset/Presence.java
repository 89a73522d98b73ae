package io.nightjar.asset;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which devices are new, moved and gone. Only what is seen as it happens counts, not capture files.
 * A device is gone when it was silent for longer than the limit while others on its interface were
 * not, and the monitor looked. Used by the thread of the inventory.
 */
final class Presence {
  /** When an interface was first and last seen to carry something, in seconds. */
  private record Watched(long since, long until) {}

  private final Inventory.Config config;
  private final DeviceAlerts alerts;
  private final Map<String, Watched> watched = new HashMap<>();
  private final Set<AssetKey> gone = new HashSet<>();
  private long learnedSeconds = Long.MAX_VALUE;

  Presence(Inventory.Config config, DeviceAlerts alerts) {
    this.config = config;
    this.alerts = alerts;
  }

  /**
   * What earlier runs knew; from nothing, the monitor learns for a while. What was silent for too
   * long already is not told again.
   */
  void begin(Collection<Asset> known, long nowSeconds) {
    long limit = config.goneAfter().toSeconds();
    known.stream()
        .filter(asset -> nowSeconds - asset.lastSeenSeconds() > limit)
        .forEach(asset -> gone.add(asset.key()));
    long first = known.stream().mapToLong(Asset::firstSeenSeconds).min().orElse(nowSeconds);
    learnedSeconds = first + config.learning().toSeconds();
  }

  /** An asset was seen. */
  void seen(@Nullable Asset before, Asset now, boolean isLive, Instant time) {
    if (!isLive) {
      return;
    }
    watched.merge(
        now.interfaceName(),
        new Watched(now.lastSeenSeconds(), now.lastSeenSeconds()),
        (known, next) -> new Watched(known.since(), Math.max(known.until(), next.until())));
    boolean learned = time.getEpochSecond() >= learnedSeconds;
    if (before == null) {
      if (learned) {
        alerts.appeared(now, time);
      }
      return;
    }
    if (gone.remove(now.key())) {
      alerts.back(now, time);
    }
    alerts.changed(before, now, time);
  }

  /** Looks who is missing. */
  void look(Collection<Asset> assets, Instant time) {
    long limit = config.goneAfter().toSeconds();
    for (Asset asset : assets) {
      Watched there = watched.get(asset.interfaceName());
      if (there != null && !gone.contains(asset.key())) {
        long silent = there.until() - Math.max(asset.lastSeenSeconds(), there.since());
        if (silent > limit) {
          gone.add(asset.key());
          alerts.gone(asset, there.until() - asset.lastSeenSeconds(), limit, time);
        }
      }
    }
  }
}
