package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/** Reads the outer IP header, and IPv6 extension headers up to layer 4. */
final class NetworkDecoder {
  /** Extension headers that are followed. */
  private static final int MOST_EXTENSIONS = 64;

  private static final long V4_PREFIX = 0xffffL << 32;

  private NetworkDecoder() {}

  /** Whether the first four bits are an IP version. */
  static boolean looksLikeIp(Packet packet, long at) {
    int version = at < packet.end() ? NetworkOrder.u8(packet.bytes, at) >>> 4 : 0;
    return version == 4 || version == 6;
  }

  /** Whether the first four bits are this IP version. */
  static boolean hasVersion(Packet packet, long at, int version) {
    return at < packet.end() && NetworkOrder.u8(packet.bytes, at) >>> 4 == version;
  }

  /** Decodes the IP packet of either version that begins here. */
  static PacketKind ip(Packet packet, long at) {
    if (at >= packet.end()) {
      return PacketKind.TRUNCATED_LINK;
    }
    return switch (NetworkOrder.u8(packet.bytes, at) >>> 4) {
      case 4 -> ipv4(packet, at);
      case 6 -> ipv6(packet, at);
      default -> PacketKind.BAD_VERSION;
    };
  }

  private static PacketKind ipv4(Packet packet, long at) {
    if (packet.end() - at < Ipv4Header.BYTES) {
      return PacketKind.TRUNCATED_IPV4;
    }
    MemorySegment bytes = packet.bytes;
    int headerBytes = Ipv4Header.headerBytes(bytes, at);
    int statedBytes = Ipv4Header.totalBytes(bytes, at);
    if (headerBytes < Ipv4Header.BYTES || (statedBytes < headerBytes && statedBytes != 0)) {
      return PacketKind.BAD_IPV4_HEADER;
    }
    int totalBytes = atMostOnWire(packet, at, statedBytes);
    packet.ipVersion = 4;
    packet.ipOffset = at;
    packet.ipBytes = (int) Math.min(totalBytes, packet.end() - at);
    packet.srcLow = V4_PREFIX | Ipv4Header.source(bytes, at);
    packet.dstLow = V4_PREFIX | Ipv4Header.destination(bytes, at);
    packet.ttl = Ipv4Header.ttl(bytes, at);
    packet.dscp = Ipv4Header.dscp(bytes, at);
    packet.protocol = Ipv4Header.protocol(bytes, at);
    int fragment = Ipv4Header.fragment(bytes, at);
    if (fragment != 0) {
      fragment(packet, Ipv4Header.identification(bytes, at), fragment << 3 & 0xfff8);
      packet.moreFragments = (fragment & Ipv4Header.MORE_FRAGMENTS) != 0;
      packet.fragmentBegin = at + headerBytes;
      packet.fragmentWireBytes = totalBytes - headerBytes;
    }
    TransportDecoder.decode(packet, at + headerBytes, totalBytes - headerBytes);
    return PacketKind.IP;
  }

  private static PacketKind ipv6(Packet packet, long at) {
    if (packet.end() - at < Ipv6Header.BYTES) {
      return PacketKind.TRUNCATED_IPV6;
    }
    MemorySegment bytes = packet.bytes;
    int behind = Ipv6Header.payloadBytes(bytes, at);
    int totalBytes = atMostOnWire(packet, at, behind == 0 ? 0 : Ipv6Header.BYTES + behind);
    packet.ipVersion = 6;
    packet.ipOffset = at;
    packet.ipBytes = (int) Math.min(totalBytes, packet.end() - at);
    packet.srcHigh = Ipv6Header.sourceHigh(bytes, at);
    packet.srcLow = Ipv6Header.sourceLow(bytes, at);
    packet.dstHigh = Ipv6Header.destinationHigh(bytes, at);
    packet.dstLow = Ipv6Header.destinationLow(bytes, at);
    packet.ttl = Ipv6Header.hopLimit(bytes, at);
    packet.dscp = Ipv6Header.dscp(bytes, at);
    packet.protocol = Ipv6Header.nextHeader(bytes, at);
    long transport = behindExtensions(packet, at + Ipv6Header.BYTES);
    if (packet.fragment) {
      packet.fragmentWireBytes = (int) (totalBytes - (packet.fragmentBegin - at));
    }
    TransportDecoder.decode(packet, transport, (int) (totalBytes - (transport - at)));
    return PacketKind.IP;
  }

  /** Steps over extension headers, sets the protocol, and returns where layer 4 begins. */
  private static long behindExtensions(Packet packet, long first) {
    long at = first;
    long end = packet.ipOffset + packet.ipBytes;
    for (int headers = 0; headers < MOST_EXTENSIONS; headers++) {
      int number = packet.protocol;
      if (!Ipv6Extension.isExtension(number)
          || packet.laterFragment
          || end - at < Ipv6Extension.LEAST_BYTES) {
        return at;
      }
      int next = Ipv6Extension.next(packet.bytes, at);
      if (number >= Ipv6Extension.MOBILITY && next == Ipv6Extension.NO_NEXT) {
        return at;
      }
      packet.protocol = next;
      if (number == Ipv6Extension.FRAGMENT && !packet.fragment) {
        fragmentHeader(packet, at);
      }
      at += Ipv6Extension.bytes(number, packet.bytes, at);
    }
    return at;
  }

  /** A fragment header that says 0 and no more stands in a whole packet (RFC 6946). */
  private static void fragmentHeader(Packet packet, long at) {
    int offset = Ipv6Extension.fragmentOffset(packet.bytes, at);
    boolean more = Ipv6Extension.moreFragments(packet.bytes, at);
    if (more || offset != 0) {
      fragment(packet, Ipv6Extension.identification(packet.bytes, at), offset);
      packet.moreFragments = more;
      packet.fragmentBegin = at + Ipv6Extension.LEAST_BYTES;
    }
  }

  private static void fragment(Packet packet, int id, int offset) {
    packet.fragment = true;
    packet.fragmentId = id;
    packet.fragmentOffset = offset;
    packet.laterFragment = offset != 0;
  }

  /** Whether the decoded packet's length is stated, and not more than there was on the wire. */
  static boolean isWholeOnWire(Packet packet) {
    MemorySegment bytes = packet.bytes;
    long at = packet.ipOffset;
    long onWire = packet.wireEnd - at;
    if (packet.ipVersion == 4) {
      int total = Ipv4Header.totalBytes(bytes, at);
      return total != 0 && total <= onWire;
    }
    int behind = Ipv6Header.payloadBytes(bytes, at);
    return behind == 0
        ? Ipv6Header.nextHeader(bytes, at) == Ipv6Extension.NO_NEXT
        : Ipv6Header.BYTES + behind <= onWire;
  }

  /** The length of an IP packet: as stated, but no more than the wire had; all of that for 0. */
  private static int atMostOnWire(Packet packet, long at, int statedBytes) {
    long onWire = packet.wireEnd - at;
    return statedBytes == 0 || statedBytes > onWire ? (int) onWire : statedBytes;
  }
}
