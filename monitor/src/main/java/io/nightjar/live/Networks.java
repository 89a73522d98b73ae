package io.nightjar.live;

import io.nightjar.host.Host;
import io.nightjar.host.Traffic;
import io.nightjar.net.Prefix;
import java.util.ArrayList;
import java.util.List;

/**
 * Traffic by local network of one interface. A host belongs to the smallest network that holds it.
 * Owned by one worker.
 */
public final class Networks {
  /** A local network and what its hosts sent and were sent. */
  public static final class NetworkTraffic extends Traffic {
    private final Prefix prefix;

    private NetworkTraffic(Prefix prefix, long nowNanos) {
      super(nowNanos);
      this.prefix = prefix;
    }

    /** The network. */
    public Prefix prefix() {
      return prefix;
    }
  }

  private final List<Prefix> prefixes;
  private final List<NetworkTraffic> seen = new ArrayList<>();

  Networks(List<Prefix> prefixes) {
    this.prefixes = prefixes;
  }

  /** Says to a local host which network it belongs to. */
  void settle(Host host, long nowNanos) {
    Prefix.smallest(prefixes, host.ip())
        .ifPresent(network -> host.belongsTo(traffic(network, nowNanos)));
  }

  private NetworkTraffic traffic(Prefix prefix, long nowNanos) {
    for (NetworkTraffic each : seen) {
      if (each.prefix.equals(prefix)) {
        return each;
      }
    }
    NetworkTraffic made = new NetworkTraffic(prefix, nowNanos);
    seen.add(made);
    return made;
  }

  /** Networks whose hosts were seen. */
  public List<NetworkTraffic> seen() {
    return List.copyOf(seen);
  }
}
