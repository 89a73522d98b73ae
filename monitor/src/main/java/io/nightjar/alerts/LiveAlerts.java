package io.nightjar.alerts;

import io.nightjar.alert.Alert;
import io.nightjar.alert.AlertState;
import io.nightjar.alert.AlertStatus;
import io.nightjar.alert.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The alerts in memory, told apart by what they are about: bounded however many findings come. One
 * client's findings about many servers become one alert, and many clients' likewise. Not safe for
 * several threads; what changes is collected until it is taken.
 */
final class LiveAlerts {
  /**
   * How much is kept.
   *
   * @param most alerts without an end, and as many with one
   * @param servers of one client told apart for each alert
   * @param ofKind alerts of one kind told apart
   * @param quiet how long after its last finding an alert without an end leaves memory
   * @param rewrite how long a change of nothing but counts waits before it is written
   * @param confirmation how long an alert of an earlier run waits to be found again
   */
  record Limits(
      int most, int servers, int ofKind, Duration quiet, Duration rewrite, Duration confirmation) {
    static final Limits USUAL =
        new Limits(
            10_000,
            16,
            1_024,
            Duration.ofMinutes(10),
            Duration.ofSeconds(10),
            Duration.ofMinutes(5));
  }

  private static final int MOST_LEFT = 1_000;

  private final Limits limits;
  private final String probe;
  private final Function<AlertKey, Long> ids;
  private final LinkedHashMap<AlertKey, LiveAlert> happened = new LinkedHashMap<>(64, 0.75f, true);
  private final Map<AlertKey, LiveAlert> engaged = new HashMap<>();
  private final Map<AlertKey, Integer> spread = new HashMap<>();
  private final Map<AlertKey, Instant> unconfirmed = new HashMap<>();
  private final Map<Long, LiveAlert> byId = new HashMap<>();
  private final Set<LiveAlert> dirty = new LinkedHashSet<>();
  private final List<Alert> changes = new ArrayList<>();
  private final LinkedHashMap<Long, Alert> left =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Alert> eldest) {
          return size() > MOST_LEFT;
        }
      };

  private long refused;
  private long version;
  private long opened;

  LiveAlerts(Limits limits, String probe, Function<AlertKey, Long> ids) {
    this.limits = limits;
    this.probe = probe;
    this.ids = ids;
  }

  void happened(Finding finding, Instant now) {
    AlertKey key = placed(AlertKey.of(finding));
    LiveAlert known = happened.get(key);
    if (known != null) {
      known.add(finding, now);
      changedCount(known, now);
      return;
    }
    if (happened.size() >= limits.most()) {
      leave(happened.values().iterator().next(), now);
    }
    LiveAlert made = new LiveAlert(ids.apply(key), key, probe, finding, AlertState.HAPPENED, now);
    made.add(finding, now);
    happened.put(key, made);
    spread.merge(key.ofManyServers(), 1, Integer::sum);
    if (!key.source().isEmpty()) {
      spread.merge(key.ofManyClients(), 1, Integer::sum);
    }
    opened(made, now);
  }

  /** The alert a finding belongs to: its own while there are few. */
  private AlertKey placed(AlertKey own) {
    if (own.target().isEmpty() || happened.containsKey(own)) {
      return own;
    }
    AlertKey ofClient = own.ofManyServers();
    if (spread.getOrDefault(ofClient, 0) >= limits.servers()) {
      return ofClient;
    }
    AlertKey ofAll = own.ofManyClients();
    return spread.getOrDefault(ofAll, 0) >= limits.ofKind() ? ofAll : own;
  }

  void engaged(Finding finding, Instant now) {
    AlertKey key = AlertKey.of(finding);
    LiveAlert known = engaged.get(key);
    unconfirmed.remove(key);
    if (known != null) {
      known.add(finding, now);
      changedCount(known, now);
    } else if (engaged.size() >= limits.most()) {
      refused++;
    } else {
      LiveAlert made = new LiveAlert(ids.apply(key), key, probe, finding, AlertState.ENGAGED, now);
      made.add(finding, now);
      engaged.put(key, made);
      opened(made, now);
    }
  }

  void released(Finding finding, Instant now) {
    LiveAlert known = engaged.get(AlertKey.of(finding));
    if (known != null) {
      release(known, finding.time(), now);
    }
  }

  private void release(LiveAlert alert, Instant when, Instant now) {
    engaged.remove(alert.key());
    unconfirmed.remove(alert.key());
    alert.release(when);
    end(alert, now);
  }

  /** An alert that an earlier run left engaged: it goes on once it is found again. */
  void restore(Alert alert, Instant now) {
    AlertKey key =
        new AlertKey(alert.type().key(), alert.interfaceName(), "", 0, alert.subject(), "");
    LiveAlert restored = LiveAlert.restored(alert, key, now);
    if (engaged.containsKey(key) || engaged.size() >= limits.most()) {
      restored.release(now);
      changes.add(restored.snapshot(now));
      return;
    }
    engaged.put(key, restored);
    byId.put(restored.id(), restored);
    unconfirmed.put(key, now.plus(limits.confirmation()));
    version++;
  }

  /** What time brings: quiet alerts leave, changed counts are written. */
  void tick(Instant now) {
    Iterator<LiveAlert> oldest = happened.values().iterator();
    List<LiveAlert> quiet = new ArrayList<>();
    while (oldest.hasNext()) {
      LiveAlert each = oldest.next();
      if (each.touched.isAfter(now.minus(limits.quiet()))) {
        break;
      }
      quiet.add(each);
    }
    quiet.forEach(each -> leave(each, now));
    List.copyOf(unconfirmed.entrySet()).stream()
        .filter(each -> each.getValue().isBefore(now))
        .map(each -> engaged.get(each.getKey()))
        .filter(each -> each != null)
        .forEach(each -> release(each, now, now));
    write(now.minus(limits.rewrite()), now);
  }

  /** Writes what changed before this moment. */
  void write(Instant before, Instant now) {
    Iterator<LiveAlert> each = dirty.iterator();
    while (each.hasNext()) {
      LiveAlert alert = each.next();
      if (alert.dirtySince.isPresent() && alert.dirtySince.get().isAfter(before)) {
        return;
      }
      each.remove();
      alert.dirtySince = Optional.empty();
      changes.add(alert.snapshot(now));
    }
  }

  private void leave(LiveAlert alert, Instant now) {
    happened.remove(alert.key());
    lessSpread(alert.key().ofManyServers());
    if (!alert.key().source().isEmpty()) {
      lessSpread(alert.key().ofManyClients());
    }
    if (alert.dirtySince.isPresent()) {
      end(alert, now);
    } else {
      byId.remove(alert.id());
      left.put(alert.id(), alert.snapshot(now));
      version++;
    }
  }

  private void lessSpread(AlertKey key) {
    spread.computeIfPresent(key, (_, count) -> count == 1 ? null : count - 1);
  }

  private void end(LiveAlert alert, Instant now) {
    byId.remove(alert.id());
    dirty.remove(alert);
    alert.dirtySince = Optional.empty();
    Alert last = alert.snapshot(now);
    left.put(last.id(), last);
    changes.add(last);
    version++;
  }

  private void opened(LiveAlert alert, Instant now) {
    byId.put(alert.id(), alert);
    changes.add(alert.snapshot(now));
    version++;
    opened++;
  }

  private void changedCount(LiveAlert alert, Instant now) {
    if (alert.dirtySince.isEmpty()) {
      alert.dirtySince = Optional.of(now);
      dirty.add(alert);
    }
  }

  /** Has this be what people made of an alert, in memory or of history. */
  void mark(Alert alert, Alert.Mark mark, Instant now) {
    LiveAlert live = byId.get(alert.id());
    version++;
    if (live == null) {
      Alert marked = left.getOrDefault(alert.id(), alert).marked(mark, now);
      left.put(alert.id(), marked);
      changes.add(marked);
      return;
    }
    live.mark(mark);
    if (mark.status() == AlertStatus.CLOSED && happened.containsKey(live.key())) {
      live.dirtySince = Optional.of(now); // what happens from now on is another alert
      leave(live, now);
    } else {
      changes.add(live.snapshot(now));
    }
  }

  /** Takes the alerts that changed since the last call, in the order they did. */
  List<Alert> takeChanges() {
    List<Alert> taken = List.copyOf(changes);
    changes.clear();
    return taken;
  }

  /** Alerts in memory, those that just left not among them. */
  List<Alert> all(Instant now) {
    return byId.values().stream().map(each -> each.snapshot(now)).toList();
  }

  /** The alert of this number, also one that just left; null when it is not in memory. */
  @Nullable Alert find(long id, Instant now) {
    LiveAlert live = byId.get(id);
    return live == null ? left.get(id) : live.snapshot(now);
  }

  int size() {
    return byId.size();
  }

  /** Alerts that came since the start; what an earlier run left is none of them. */
  long opened() {
    return opened;
  }

  /** Findings that found no room among engaged alerts. */
  long refused() {
    return refused;
  }

  /** Another number whenever an alert came, ended, or was marked. */
  long version() {
    return version;
  }
}
