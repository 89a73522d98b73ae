package io.nightjar.discovery;

import io.nightjar.asset.Sighting;
import io.nightjar.host.IdentityFigures;
import io.nightjar.natives.packetring.LinkSocket;
import io.nightjar.natives.packetring.PacketRingException;
import io.nightjar.net.IpAddress;
import io.nightjar.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One scan of a network: ARP, IPv6 neighbours, names. On a thread of its own. */
final class LanScan {
  /** A device that answers for more addresses answers for others. */
  private static final int MOST_CLAIMED = 8;

  private final Prefix network;
  private final LocalLink link;
  private final Beat beat;
  private final Heard heard = new Heard();
  private final List<String> notes = new ArrayList<>();

  LanScan(Prefix network, LocalLink link, Beat beat) {
    this.network = network;
    this.link = link;
    this.beat = beat;
  }

  Discovery.Result run() {
    try {
      arp();
      neighbours();
      try (Interview interview = new Interview(link, heard, beat)) {
        interview.run();
      }
    } catch (PacketRingException e) {
      throw new DiscoveryException("no scan on " + link.name(), e.getMessage() + "");
    }
    if (!heard.disputed().isEmpty()) {
      notes.add("several devices answered for: " + listed(heard.disputed()));
    }
    return new Discovery.Result(
        heard.all().stream().map(Found::ip).toList(), sightings(), heard.refused(), notes);
  }

  private void arp() {
    try (LinkSocket socket = LinkSocket.open(link.name(), ArpFrames.ETHERTYPE)) {
      heard.answered(link.own(), socket.hardwareAddress());
      ArpSweep sweep = new ArpSweep(socket, link, heard);
      sweep.run(network, beat);
      if (sweep.isFlooded()) {
        notes.add("more ARP came on " + link.name() + " than was read: somebody floods it");
      }
    }
  }

  private void neighbours() {
    @Nullable IpAddress own = link.linkLocal();
    if (own == null) {
      notes.add("IPv6 was not asked: " + link.name() + " has no link-local address");
      return;
    }
    try (LinkSocket socket = LinkSocket.open(link.name(), EchoFrames.ETHERTYPE)) {
      new NeighbourEcho(socket, heard).run(own, beat);
    }
  }

  private static String listed(Set<IpAddress> ips) {
    return String.join(", ", ips.stream().limit(8).map(IpAddress::toString).toList());
  }

  private List<Sighting> sightings() {
    long now = System.currentTimeMillis() * 1_000_000L;
    Sighting.Moment moment = new Sighting.Moment(link.name(), true, now, now);
    Map<Long, Set<IpAddress>> byDevice = new LinkedHashMap<>();
    heard
        .all()
        .forEach(
            each ->
                byDevice.computeIfAbsent(each.mac(), _ -> new LinkedHashSet<>()).add(each.ip()));
    List<Sighting> sightings = new ArrayList<>();
    byDevice.forEach(
        (mac, ips) -> {
          List<IpAddress> claimed = ips.size() <= MOST_CLAIMED ? List.copyOf(ips) : List.of();
          sightings.add(
              new Sighting.OfDevice(moment, mac, ips, claimed, List.of(), List.of(), null));
        });
    for (Found each : heard.all()) {
      sightings.add(
          new Sighting.OfHost(
              moment,
              each.ip(),
              each.mac(),
              0,
              each.names(),
              new IdentityFigures(each.clues(), new TreeMap<>()),
              each.services()));
    }
    return sightings;
  }
}
