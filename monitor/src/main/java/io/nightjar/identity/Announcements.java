package io.nightjar.identity;

import io.nightjar.host.Clue.Evidence;
import io.nightjar.host.Host;
import io.nightjar.host.HostName;
import io.nightjar.host.NameSource;
import io.nightjar.net.AddressScope;
import io.nightjar.net.IpAddress;
import io.nightjar.packet.NetworkOrder;
import io.nightjar.packet.Packet;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages in which hosts are named: DNS, mDNS, LLMNR, DHCP, NetBIOS, SSDP. Owned by one
 * worker.
 */
final class Announcements {
  static final int DNS = 53;
  static final int DHCP_SERVER = 67;
  static final int DHCP_CLIENT = 68;
  static final int NETBIOS = 137;
  static final int SSDP = 1900;
  static final int MDNS = 5353;
  static final int LLMNR = 5355;

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final int DNS_FLAGS_AT = 2;
  private static final int RESPONSE = 0x80;
  private static final int DNS_HEADER_BYTES = 12;
  private static final String DEVICE_INFO = "_device-info._tcp.";
  private static final String MODEL = "model=";
  private static final String SERVICES = "_services._dns-sd._udp.local";

  private final Directory directory;
  private final IdentityCounters counters;
  private final Introductions introductions;

  Announcements(Directory directory, Introductions introductions) {
    this.directory = directory;
    this.introductions = introductions;
    counters = directory.counters();
  }

  /** Whether messages of this port are read here. */
  static boolean isPort(int port) {
    return switch (port) {
      case DNS, DHCP_SERVER, DHCP_CLIENT, NETBIOS, SSDP, MDNS, LLMNR -> true;
      default -> false;
    };
  }

  /** Reads the message of a datagram. */
  void read(int port, Packet packet, Host sender) {
    MemorySegment bytes = packet.bytes();
    long at = packet.payloadOffset();
    int length = packet.payloadBytes();
    switch (port) {
      case DNS -> dns(bytes, at, length, packet);
      case MDNS -> mdns(bytes, at, length, packet, sender);
      case LLMNR -> llmnr(bytes, at, length, packet);
      case DHCP_SERVER, DHCP_CLIENT -> dhcp(bytes, at, length, packet);
      case NETBIOS -> netbios(bytes, at, length, packet);
      case SSDP -> ssdp(bytes, at, length, sender);
      default -> throw new AssertionError("not a port of announcements: " + port);
    }
  }

  /** A DNS answer tells who asked it a name of each address in it. */
  void dns(MemorySegment bytes, long at, int length, Packet packet) {
    DnsMessage message = response(bytes, at, length);
    if (message == null || message.responseCode() != 0) {
      return;
    }
    IpAddress client = new IpAddress(packet.dstHigh(), packet.dstLow());
    long now = packet.timeNanos();
    for (DnsMessage.Answer record : message.records()) {
      IpAddress address = record.address();
      if (address != null) {
        // The name asked for says more than the last of its aliases.
        String name = message.question().isEmpty() ? record.name() : message.question();
        learn(address, NameSource.DNS, name, record, now, client);
      } else if (record.type() == DnsMessage.PTR) {
        IpAddress reverse = ReverseName.address(record.name());
        if (reverse != null) {
          learn(reverse, NameSource.DNS, record.text(), record, now, client);
        }
      }
    }
  }

  private void mdns(MemorySegment bytes, long at, int length, Packet packet, Host sender) {
    DnsMessage message = response(bytes, at, length);
    if (message == null) {
      return;
    }
    for (DnsMessage.Answer record : message.records()) {
      announced(NameSource.MDNS, record, packet);
      if (record.type() == DnsMessage.TXT && record.name().contains(DEVICE_INFO)) {
        for (String each : record.text().split("\n", -1)) {
          if (each.startsWith(MODEL)) {
            introductions.clues(sender, ClueRules.of(Evidence.MDNS, each));
          }
        }
      } else if (record.type() == DnsMessage.PTR && record.name().startsWith("_")) {
        String service = record.name().equals(SERVICES) ? record.text() : record.name();
        introductions.clues(sender, ClueRules.of(Evidence.MDNS, service));
      }
    }
  }

  private void llmnr(MemorySegment bytes, long at, int length, Packet packet) {
    DnsMessage message = response(bytes, at, length);
    if (message != null) {
      message.records().forEach(record -> announced(NameSource.LLMNR, record, packet));
    }
  }

  /** Anybody on the link can announce anything: an address of the Internet only names itself. */
  private void announced(NameSource source, DnsMessage.Answer record, Packet packet) {
    IpAddress address = record.address();
    boolean own = address != null && isSource(address, packet);
    if (address != null && (own || AddressScope.of(address) != AddressScope.PUBLIC)) {
      learn(address, source, record.name(), record, packet.timeNanos(), null);
    }
  }

  private static boolean isSource(IpAddress address, Packet packet) {
    return address.low() == packet.srcLow() && address.high() == packet.srcHigh();
  }

  private void learn(
      IpAddress address,
      NameSource source,
      String name,
      DnsMessage.Answer record,
      long now,
      @Nullable IpAddress client) {
    long until = now + record.ttlSeconds() * SECOND_NANOS;
    directory.learn(address, new HostName(source, name, now, until, client));
  }

  /** The message if it is a response; questions are not even read. */
  private @Nullable DnsMessage response(MemorySegment bytes, long at, int length) {
    if (length < DNS_HEADER_BYTES || (NetworkOrder.u8(bytes, at + DNS_FLAGS_AT) & RESPONSE) == 0) {
      return null;
    }
    DnsMessage message = DnsMessage.read(bytes, at, length);
    return message == null ? malformed() : message;
  }

  private @Nullable DnsMessage malformed() {
    counters.count(IdentityEvent.MESSAGES_MALFORMED);
    return null;
  }

  private void dhcp(MemorySegment bytes, long at, int length, Packet packet) {
    DhcpMessage message = DhcpMessage.read(bytes, at, length);
    if (message == null) {
      counters.count(IdentityEvent.MESSAGES_MALFORMED);
      return;
    }
    if (message.clientMac() == 0) {
      return;
    }
    directory.learn(
        new Lease(
            message.clientMac(),
            address(message, packet),
            message.hostName(),
            message.fromServer() ? "" : message.fingerprint(),
            message.fromServer() ? "" : message.vendorClass(),
            message.fromServer() ? message.leaseSeconds() : 0,
            packet.timeNanos()));
  }

  /** What the client has: given in an acknowledgment, or its own when it renews. */
  private static @Nullable IpAddress address(DhcpMessage message, Packet packet) {
    if (message.fromServer()) {
      boolean given = message.type() == DhcpMessage.ACKNOWLEDGMENT;
      IpAddress assigned = message.assignedIp();
      return !given ? null : assigned != null ? assigned : message.clientIp();
    }
    IpAddress own = message.clientIp();
    return own != null && isSource(own, packet) ? own : null;
  }

  private void netbios(MemorySegment bytes, long at, int length, Packet packet) {
    NetbiosMessage message = NetbiosMessage.read(bytes, at, length);
    String name =
        message != null && !message.isGroup() && isHostName(message.suffix())
            ? message.name()
            : NetbiosStatus.read(bytes, at, length);
    IpAddress source = new IpAddress(packet.srcHigh(), packet.srcLow());
    directory.learn(source, new HostName(NameSource.NETBIOS, name, packet.timeNanos(), 0, null));
  }

  /** Workstation and file server; other names are of users and domains. */
  private static boolean isHostName(int suffix) {
    return suffix == 0x00 || suffix == 0x20;
  }

  private void ssdp(MemorySegment bytes, long at, int length, Host sender) {
    SsdpMessage message = SsdpMessage.read(bytes, at, length);
    if (message == null) {
      counters.count(IdentityEvent.MESSAGES_MALFORMED);
      return;
    }
    String self = message.isSearch() ? message.userAgent() : message.server();
    introductions.clues(sender, ClueRules.of(Evidence.SSDP, self));
    if (!message.isSearch()) {
      introductions.clues(sender, ClueRules.of(Evidence.SSDP, message.target()));
    }
  }
}
