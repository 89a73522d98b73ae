package io.nightjar.identity;

import io.nightjar.flow.Application;
import io.nightjar.flow.Flow;
import io.nightjar.host.Clue;
import io.nightjar.host.Clue.Evidence;
import io.nightjar.host.Host;
import io.nightjar.host.HostIdentity;
import io.nightjar.host.HostName;
import io.nightjar.host.HostTable;
import io.nightjar.host.NameSource;
import io.nightjar.net.IpAddress;
import io.nightjar.packet.Neighbour;
import io.nightjar.packet.Packet;
import io.nightjar.packet.PacketKind;
import io.nightjar.packet.TcpHeader;
import java.util.List;

/**
 * Learns from packets who the hosts of an interface are. Looks at every message that names hosts,
 * and at the first packets of other flows until their handshake is read; established flows are
 * {@linkplain Flow#isIntroduced introduced} and never come here. Owned by one worker.
 */
public final class Observer {
  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int MAX_UNKNOWN_UDP_PACKETS = 4;
  private static final int LENGTH_BYTES = 2;
  private static final int MESSAGES_PER_SECOND = 50_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final Directory directory;
  private final Introductions introductions;
  private final Announcements announcements;
  private final Greetings greetings;
  private final TcpHandshakes tcpHandshakes;
  private final QuicHandshakes quicHandshakes;
  private final Allowance messages = new Allowance(MESSAGES_PER_SECOND);

  /** An observer that tells this directory and these hosts what it learns. */
  public Observer(Directory directory, HostTable hosts) {
    this.directory = directory;
    introductions = new Introductions(directory, hosts);
    announcements = new Announcements(directory, introductions);
    greetings = new Greetings(directory.counters());
    IdentityCounters counters = directory.counters();
    Scratch scratch = new Scratch();
    tcpHandshakes = new TcpHandshakes(introductions, counters, greetings, scratch);
    quicHandshakes = new QuicHandshakes(introductions, counters, greetings, scratch);
  }

  /** Looks at a packet of a flow that is not introduced yet. */
  public void observe(Flow flow, Packet packet, boolean fromClient) {
    if (packet.laterFragment()) {
      return;
    }
    switch (flow.protocol()) {
      case TCP -> tcp(flow, packet, fromClient);
      case UDP -> udp(flow, packet, fromClient);
      default -> flow.introductionEnded();
    }
  }

  private void tcp(Flow flow, Packet packet, boolean fromClient) {
    if ((packet.tcpFlags() & (TcpHeader.SYN | TcpHeader.ACK)) == TcpHeader.SYN) {
      syn(packet, fromClient ? flow.client() : flow.server());
    }
    if (packet.payloadBytes() == 0) {
      return;
    }
    if (flow.serverPort() == Announcements.DNS) {
      dnsOverTcp(packet);
    } else {
      tcpHandshakes.inspect(flow, packet, fromClient);
    }
  }

  private void syn(Packet packet, Host sender) {
    HostIdentity known = sender.identity();
    if (!sender.origin().isLocal() || (known != null && known.has(Evidence.TCP_SYN))) {
      return;
    }
    SynShape shape = SynShape.read(packet);
    Clue clue = shape == null ? null : shape.clue();
    if (clue != null) {
      introductions.clues(sender, List.of(clue));
    }
  }

  /** A message that lies in one segment, behind its length (RFC 1035 section 4.2.2). */
  private void dnsOverTcp(Packet packet) {
    int rest = packet.payloadBytes() - LENGTH_BYTES;
    if (rest > 0 && isAllowed(packet)) {
      long at = packet.payloadOffset();
      int length = io.nightjar.packet.NetworkOrder.u16(packet.bytes(), at);
      if (length <= rest) {
        announcements.dns(packet.bytes(), at + LENGTH_BYTES, length, packet);
      }
    }
  }

  private void udp(Flow flow, Packet packet, boolean fromClient) {
    int port = announcementPort(flow);
    if (port != 0) {
      if (packet.payloadBytes() > 0 && isAllowed(packet)) {
        announcements.read(port, packet, fromClient ? flow.client() : flow.server());
      }
    } else if (packet.payloadBytes() > 0 && QuicHandshakes.canBegin(packet)) {
      quicHandshakes.inspect(flow, packet, fromClient);
    } else if (flow.packets() > MAX_UNKNOWN_UDP_PACKETS) {
      greetings.abandon(flow.id());
      flow.introductionEnded();
    }
  }

  /** Looks at a frame in which a device may name itself to who is next to it. */
  public void announced(PacketKind kind, Packet packet) {
    if (packet.srcMac() == 0 || !isAllowed(packet)) {
      return;
    }
    Neighbour.of(kind, packet)
        .ifPresent(
            neighbour -> {
              NameSource source = kind == PacketKind.CDP ? NameSource.CDP : NameSource.LLDP;
              long until = packet.timeNanos() + neighbour.ttlSeconds() * NANOS_PER_SECOND;
              String text = NetworkText.clean(neighbour.systemName());
              HostName name = new HostName(source, text, packet.timeNanos(), until, null);
              directory.learn(packet.srcMac(), name);
              directory.learn(packet.srcMac(), NeighbourClues.of(neighbour));
              IpAddress address = neighbour.managementAddress();
              if (address != null) {
                directory.learn(address, name);
              }
            });
  }

  private static int announcementPort(Flow flow) {
    if (Announcements.isPort(flow.serverPort())) {
      return flow.serverPort();
    }
    return Announcements.isPort(flow.clientPort()) ? flow.clientPort() : 0;
  }

  private boolean isAllowed(Packet packet) {
    boolean allowed = messages.take(packet.timeNanos());
    if (!allowed) {
      directory.counters().count(IdentityEvent.MESSAGES_SKIPPED);
    }
    return allowed;
  }

  /** The flow's application is known: what HTTP says of both ends is taken over. */
  public void detected(Flow flow) {
    Application.Http http = flow.application().http();
    if (!http.userAgent().isEmpty()) {
      introductions.clues(flow.client(), ClueRules.of(Evidence.HTTP_USER_AGENT, http.userAgent()));
    }
    if (!http.url().isEmpty()) {
      String host = flow.application().domainName();
      int port = host.indexOf(':');
      introductions.used(
          flow,
          flow.client(),
          flow.server(),
          NameSource.HTTP_HOST,
          port < 0 ? host : host.substring(0, port));
    }
  }

  /** The flow leaves memory: what was kept of it is freed. */
  public void ended(Flow flow) {
    if (!flow.isIntroduced()) {
      greetings.abandon(flow.id());
    }
  }

  /** The names learned, by address. */
  public Directory directory() {
    return directory;
  }
}
