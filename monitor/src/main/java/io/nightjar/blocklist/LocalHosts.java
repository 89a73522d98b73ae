package io.nightjar.blocklist;

import io.nightjar.alert.AlertSink;
import io.nightjar.alert.Finding;
import io.nightjar.net.IpAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Local hosts that a list holds: told once, and again when no list holds them any more. */
final class LocalHosts {
  private static final int MOST = 1_024;

  private final AlertSink sink;
  private final Map<IpAddress, Listed> known = new ConcurrentHashMap<>();

  LocalHosts(AlertSink sink) {
    this.sink = sink;
  }

  /** A local host that was seen is in a list; further ones than 1,024 are not told. */
  void found(IpAddress address, Listed listed, Instant time) {
    if (!listed.equals(known.get(address)) && known.size() < MOST) {
      known.put(address, listed);
      sink.engaged(finding(address, listed, time));
    }
  }

  /** The lists have changed. */
  void recheck(Reputation reputation, Instant time) {
    known.forEach(
        (address, listed) -> {
          if (reputation.address(address) == null && known.remove(address, listed)) {
            sink.released(finding(address, listed, time));
          }
        });
  }

  int count() {
    return known.size();
  }

  private static Finding finding(IpAddress address, Listed listed, Instant time) {
    return Finding.of(BlocklistAlerts.LOCAL_HOST, address.toString(), time)
        .between(Optional.of(address), Optional.empty())
        .because("list", listed.list(), "")
        .because("list_threat", listed.threat().text(), "")
        .because("list_note", listed.note(), "");
  }
}
