package io.nightjar.asset;

import io.nightjar.dpi.PortDetector;
import io.nightjar.host.Clue;
import io.nightjar.host.Device;
import io.nightjar.host.Host;
import io.nightjar.host.HostIdentity;
import io.nightjar.host.IdentityFigures;
import io.nightjar.host.Tally;
import io.nightjar.host.Traffic;
import io.nightjar.identity.Directory;
import io.nightjar.live.InterfaceState;
import io.nightjar.live.LiveView;
import io.nightjar.net.MacAddress;
import io.nightjar.telemetry.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Asks the packet workers for what has sent something since the last time. */
final class LiveSightings {
  /** What one worker copies at most of one interface. */
  private static final int MOST = 100_000;

  private static final int MOST_SERVICES = Asset.MOST_SERVICES;

  private final LiveView live;
  private final Counter skipped;

  /** The time of each state when it was last asked; written by its own worker. */
  private final Map<InterfaceState, Long> asked = new ConcurrentHashMap<>();

  LiveSightings(LiveView live, Counter skipped) {
    this.live = live;
    this.skipped = skipped;
  }

  /** What is new, devices first. */
  List<Sighting> take() {
    List<Sighting> devices = new ArrayList<>();
    List<Sighting> hosts = new ArrayList<>();
    for (List<Sighting> part : live.ask(this::copies)) {
      part.forEach(each -> (each instanceof Sighting.OfDevice ? devices : hosts).add(each));
    }
    devices.addAll(hosts);
    return devices;
  }

  private List<Sighting> copies(InterfaceState state) {
    long since = asked.getOrDefault(state, Long.MIN_VALUE);
    List<Sighting> copies = new ArrayList<>();
    state
        .devices()
        .forEach(
            device -> {
              if (hasSent(device, since) && isSingle(device.mac()) && hasRoom(copies)) {
                copies.add(copy(device, state));
              }
            });
    state
        .hosts()
        .forEach(
            host -> {
              if (hasSent(host, since)
                  && host.origin().isLocal()
                  && Ownership.canBeHeld(host.ip())
                  && !state.hosts().isOverflow(host)
                  && hasRoom(copies)) {
                copies.add(copy(host, state));
              }
            });
    asked.put(state, state.nowNanos());
    return copies;
  }

  private static boolean hasSent(Traffic traffic, long since) {
    return traffic.lastSentNanos() != 0 && traffic.lastSentNanos() >= since;
  }

  private static boolean isSingle(long mac) {
    return mac != 0 && !new MacAddress(mac).isGroup();
  }

  private boolean hasRoom(List<Sighting> copies) {
    boolean room = copies.size() < MOST;
    if (!room) {
      skipped.increment();
    }
    return room;
  }

  private static Sighting.Moment moment(Traffic traffic, InterfaceState state) {
    return new Sighting.Moment(
        state.identity().name(),
        state.identity().isLive(),
        traffic.firstSeenNanos(),
        traffic.lastSentNanos());
  }

  private static Sighting copy(Device device, InterfaceState state) {
    Directory directory = state.directory();
    return new Sighting.OfDevice(
        moment(device, state),
        device.mac(),
        device.addresses(),
        device.claimed(),
        directory.names(device.mac()),
        directory.clues(device.mac()),
        directory.lease(device.mac()));
  }

  private static Sighting copy(Host host, InterfaceState state) {
    HostIdentity identity = host.identity();
    IdentityFigures figures = identity == null ? IdentityFigures.NONE : identity.figures();
    return new Sighting.OfHost(
        moment(host, state),
        host.ip(),
        host.mac(),
        host.vlanId(),
        state.directory().names(host.ip()),
        figures,
        services(host, figures));
  }

  private static Set<String> services(Host host, IdentityFigures figures) {
    Set<String> services = new TreeSet<>();
    Tally<Integer> ports = host.serverPorts();
    if (ports != null) {
      ports.forEach(
          (port, _) -> {
            if (port != null && services.size() < MOST_SERVICES) {
              services.add((port + " " + PortDetector.usual(port)).strip());
            }
          });
    }
    for (Clue clue : figures.clues()) {
      if (clue.evidence() == Clue.Evidence.MDNS && clue.text().startsWith("_")) {
        services.add(clue.text().replaceFirst("\\.local\\.?$", ""));
      }
    }
    return services;
  }
}
