package io.nightjar.discovery;

import io.nightjar.identity.ScanAnswers;
import io.nightjar.identity.ScanAnswers.Told;
import io.nightjar.net.IpAddress;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks those that answered who they are: by multicast DNS, UPnP and NetBIOS. Only they are listened
 * to, and each only about itself.
 */
final class Interview implements AutoCloseable {
  private static final int LONGEST = 65_535;
  private static final int NAMES_IN_A_QUESTION = 8;
  private static final int MOST_TYPES = 32;
  private static final long LISTEN_MILLIS = 1_200;
  private static final long MOST_DATAGRAMS = 50_000;
  private static final int MOST_AT_ONCE = 256;

  private final Heard heard;
  private final Beat beat;
  private final DatagramChannel mdns;
  private final DatagramChannel ssdp;
  private final DatagramChannel netbios;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(LONGEST);
  private final MemorySegment bytes = MemorySegment.ofBuffer(buffer);
  private final Set<String> types = new TreeSet<>();

  Interview(LocalLink link, Heard heard, Beat beat) {
    this.heard = heard;
    this.beat = beat;
    mdns = open(link);
    ssdp = open(link);
    netbios = open(link);
  }

  private static DatagramChannel open(LocalLink link) {
    try {
      DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, link.card());
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 1);
      channel.bind(new InetSocketAddress(link.own().toInetAddress(), 0));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      throw new DiscoveryException(
          "no datagrams can be sent on " + link.name(), "see its address and routes: " + e);
    }
  }

  void run() {
    send(mdns, Questions.MDNS_GROUP, Questions.MDNS_PORT, Questions.mdns(Questions.SERVICES));
    send(ssdp, Questions.SSDP_GROUP, Questions.SSDP_PORT, Questions.ssdp());
    for (IpAddress each : v4(false)) {
      send(netbios, each, Questions.NETBIOS_PORT, Questions.netbios());
    }
    askNames(v4(false));
    beat.listen(LISTEN_MILLIS, this::read);
    askTypes();
    send(ssdp, Questions.SSDP_GROUP, Questions.SSDP_PORT, Questions.ssdp());
    for (IpAddress each : v4(true)) {
      send(netbios, each, Questions.NETBIOS_PORT, Questions.netbios());
    }
    askNames(v4(true));
    beat.listen(LISTEN_MILLIS * 2, this::read);
  }

  /** Those that answered, or those of them that have no name yet. */
  private List<IpAddress> v4(boolean nameless) {
    return heard.all().stream()
        .filter(each -> each.ip().isV4() && !(nameless && each.hasName()))
        .map(Found::ip)
        .toList();
  }

  private void askNames(List<IpAddress> of) {
    askByMdns(of.stream().map(Questions::reverse).toList());
  }

  /** Whoever offers a service of a kind that somebody announced. */
  private void askTypes() {
    askByMdns(types.stream().map(each -> each + ".local").toList());
  }

  private void askByMdns(List<String> names) {
    for (int from = 0; from < names.size(); from += NAMES_IN_A_QUESTION) {
      List<String> some = names.subList(from, Math.min(names.size(), from + NAMES_IN_A_QUESTION));
      send(mdns, Questions.MDNS_GROUP, Questions.MDNS_PORT, Questions.mdns(some));
    }
  }

  /** What cannot be sent now is not: one that is missing may still answer something else. */
  private void send(DatagramChannel from, IpAddress to, int port, ByteBuffer message) {
    beat.await(this::read);
    try {
      int _ = from.send(message, new InetSocketAddress(to.toInetAddress(), port));
    } catch (IOException _) {
      heard.refuse();
    }
  }

  private void read() {
    read(mdns, Questions.MDNS_PORT);
    read(ssdp, 0);
    read(netbios, Questions.NETBIOS_PORT);
  }

  /**
   * Reads what has come.
   *
   * @param port answers come from; 0 for any
   */
  private void read(DatagramChannel channel, int port) {
    try {
      for (int i = 0; i < MOST_AT_ONCE; i++) {
        buffer.clear();
        if (!(channel.receive(buffer) instanceof InetSocketAddress sender)
            || heard.isTooMuch(MOST_DATAGRAMS)) {
          return;
        }
        Optional<Found> from = heard.at(IpAddress.of(sender.getAddress().getAddress()));
        if (from.isEmpty() || (port != 0 && sender.getPort() != port)) {
          heard.refuse();
        } else {
          take(channel, from.get());
        }
      }
    } catch (IOException _) {
      // A port that nobody listens on: others still answer.
    }
  }

  @SuppressWarnings("ReferenceEquality") // one of the three channels of this object
  private void take(DatagramChannel channel, Found from) {
    int length = buffer.position();
    long now = System.currentTimeMillis() * 1_000_000L;
    Told told =
        channel == mdns
            ? ScanAnswers.mdns(bytes, length, from.ip(), now)
            : channel == ssdp
                ? ScanAnswers.ssdp(bytes, length)
                : ScanAnswers.netbios(bytes, length, now);
    if (told.isNothing()) {
      heard.refuse();
      return;
    }
    if (channel == mdns) {
      told.services().stream()
          .filter(each -> types.size() < MOST_TYPES && isType(each))
          .forEach(types::add);
    }
    from.said(told);
  }

  /** Only what has the form of a service type is asked for in turn (RFC 6335 section 5.1). */
  private static boolean isType(String service) {
    return service.matches("_[A-Za-z0-9-]{1,15}\\._(tcp|udp)");
  }

  @Override
  public void close() {
    List<IOException> failed = new ArrayList<>();
    for (DatagramChannel each : List.of(mdns, ssdp, netbios)) {
      try {
        each.close();
      } catch (IOException e) {
        failed.add(e);
      }
    }
    if (!failed.isEmpty()) {
      throw new AssertionError("a datagram channel cannot be closed", failed.getFirst());
    }
  }
}
