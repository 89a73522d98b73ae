package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Opens what an IP packet carries where that is a packet again. A port is only a hint: the header
 * must hold, and the inner packet must be IP whose stated length fits into the outer one.
 */
final class TunnelDecoder {
  private static final int VXLAN_PORT = 4789;
  private static final int LINUX_VXLAN_PORT = 8472;
  private static final int VXLAN_GPE_PORT = 4790;
  private static final int GENEVE_PORT = 6081;
  private static final int GTP_U_PORT = 2152;
  private static final int TEREDO_PORT = 3544;
  private static final int L2TP_PORT = 1701;
  private static final int CAPWAP_PORT = 5247;
  private static final int MPLS_PORT = 6635;
  private static final int TAGS = EthernetDecoder.MOST_TAGS;

  private TunnelDecoder() {}

  /** Whether protocol or ports are those of a tunnel. */
  static boolean mayOpen(Packet packet) {
    return switch (packet.protocol) {
      case IpProtocol.UDP -> isTunnelPort(packet.dstPort) || isTunnelPort(packet.srcPort);
      case IpProtocol.IPV4, IpProtocol.IPV6, IpProtocol.GRE, IpProtocol.ETHERIP, IpProtocol.MPLS ->
          true;
      default -> false;
    };
  }

  private static boolean isTunnelPort(int port) {
    return switch (port) {
      case VXLAN_PORT,
          LINUX_VXLAN_PORT,
          VXLAN_GPE_PORT,
          GENEVE_PORT,
          GTP_U_PORT,
          TEREDO_PORT,
          L2TP_PORT,
          CAPWAP_PORT,
          MPLS_PORT ->
          true;
      default -> false;
    };
  }

  /** Decodes the inner packet in place; false where there is none, and the packet is spoilt. */
  static boolean open(Packet packet) {
    PacketKind kind =
        packet.protocol == IpProtocol.UDP
            ? inUdp(packet)
            : inIp(packet, packet.protocol, packet.payloadOffset);
    return kind == PacketKind.IP && NetworkDecoder.isWholeOnWire(packet);
  }

  private static PacketKind inIp(Packet packet, int protocol, long at) {
    return switch (protocol) {
      case IpProtocol.IPV4 -> ip(packet, at, 4);
      case IpProtocol.IPV6 -> ip(packet, at, 6);
      case IpProtocol.GRE -> gre(packet, at);
      case IpProtocol.MPLS -> mpls(packet, at);
      default -> etherIp(packet, at);
    };
  }

  private static PacketKind inUdp(Packet packet) {
    if (!packet.transportWhole) {
      return PacketKind.TRUNCATED_LINK;
    }
    long at = packet.payloadOffset;
    int port = isTunnelPort(packet.dstPort) ? packet.dstPort : packet.srcPort;
    return switch (port) {
      case VXLAN_PORT, LINUX_VXLAN_PORT -> vxlan(packet, at);
      case VXLAN_GPE_PORT -> vxlanGpe(packet, at);
      case GENEVE_PORT -> geneve(packet, at);
      case GTP_U_PORT -> gtp(packet, at);
      case TEREDO_PORT -> teredo(packet, at);
      case L2TP_PORT -> l2tp(packet, at);
      case CAPWAP_PORT -> capwap(packet, at);
      default -> mpls(packet, at);
    };
  }

  private static PacketKind ip(Packet packet, long at, int version) {
    Tunnel kind =
        packet.ipVersion == 4
            ? (version == 4 ? Tunnel.IP4_IN_IP4 : Tunnel.IP6_IN_IP4)
            : (version == 4 ? Tunnel.IP4_IN_IP6 : Tunnel.IP6_IN_IP6);
    packet.enter(kind, 0);
    return NetworkDecoder.hasVersion(packet, at, version)
        ? NetworkDecoder.ip(packet, at)
        : PacketKind.BAD_VERSION;
  }

  private static PacketKind mpls(Packet packet, long at) {
    packet.enter(Tunnel.MPLS, 0);
    return EthernetDecoder.mpls(packet, at);
  }

  /** Two bytes of version 3 before a frame. */
  private static PacketKind etherIp(Packet packet, long at) {
    boolean valid = packet.payloadBytes >= 2 && NetworkOrder.u16(packet.bytes, at) == 0x3000;
    return valid ? frame(packet, Tunnel.ETHERIP, 0, at + 2) : PacketKind.UNKNOWN_ETHERTYPE;
  }

  /** An Ethernet frame: its VLAN is what counts, also where it has none. */
  private static PacketKind frame(Packet packet, Tunnel kind, long id, long at) {
    packet.enter(kind, id);
    packet.vlanId = 0;
    packet.innerVlanId = 0;
    return EthernetDecoder.frame(packet, at, TAGS);
  }

  private static PacketKind gre(Packet packet, long at) {
    MemorySegment bytes = packet.bytes;
    if (packet.payloadBytes < GreHeader.LEAST_BYTES) {
      return PacketKind.TRUNCATED_LINK;
    }
    int headerBytes = GreHeader.headerBytes(bytes, at);
    if (headerBytes < 0 || headerBytes > packet.payloadBytes) {
      return PacketKind.TRUNCATED_LINK;
    }
    long key = GreHeader.key(bytes, at);
    long inner = at + headerBytes;
    int type = GreHeader.type(bytes, at);
    return switch (type) {
      case EtherType.TRANSPARENT_ETHERNET -> frame(packet, Tunnel.GRE, key, inner);
      case EtherType.ERSPAN, EtherType.ERSPAN_3 ->
          erspan(packet, type, GreHeader.hasSequence(bytes, at), inner);
      case EtherType.PPP -> {
        packet.enter(Tunnel.PPTP, key & 0xffff);
        yield PppDecoder.frame(packet, inner);
      }
      case EtherType.WCCP -> {
        packet.enter(Tunnel.GRE, key);
        // Version 2 puts 4 bytes of its own first.
        yield NetworkDecoder.ip(
            packet, NetworkDecoder.hasVersion(packet, inner, 4) ? inner : inner + 4);
      }
      default -> {
        packet.enter(Tunnel.GRE, key);
        yield EthernetDecoder.payload(packet, type, inner, TAGS);
      }
    };
  }

  private static PacketKind erspan(Packet packet, int type, boolean numbered, long at) {
    if (type == EtherType.ERSPAN && !numbered) {
      return frame(packet, Tunnel.ERSPAN, 0, at);
    }
    int least = type == EtherType.ERSPAN ? ErspanHeader.TYPE_2_BYTES : ErspanHeader.TYPE_3_BYTES;
    if (packet.payloadOffset + packet.payloadBytes - at < least) {
      return PacketKind.TRUNCATED_LINK;
    }
    int session = ErspanHeader.session(packet.bytes, at);
    return switch (ErspanHeader.version(packet.bytes, at)) {
      case 1 -> frame(packet, Tunnel.ERSPAN, session, at + ErspanHeader.TYPE_2_BYTES);
      case 2 ->
          frame(packet, Tunnel.ERSPAN, session, at + ErspanHeader.type3Bytes(packet.bytes, at));
      default -> PacketKind.UNKNOWN_ETHERTYPE;
    };
  }

  private static PacketKind vxlan(Packet packet, long at) {
    return packet.payloadBytes >= VxlanHeader.BYTES && VxlanHeader.hasNetwork(packet.bytes, at)
        ? frame(packet, Tunnel.VXLAN, VxlanHeader.network(packet.bytes, at), at + VxlanHeader.BYTES)
        : PacketKind.TRUNCATED_LINK;
  }

  private static PacketKind vxlanGpe(Packet packet, long at) {
    if (packet.payloadBytes < VxlanHeader.BYTES) {
      return PacketKind.TRUNCATED_LINK;
    }
    int protocol = VxlanHeader.nextProtocol(packet.bytes, at);
    packet.enter(Tunnel.VXLAN_GPE, VxlanHeader.network(packet.bytes, at));
    return EthernetDecoder.behindService(packet, protocol, at + VxlanHeader.BYTES, TAGS);
  }

  private static PacketKind geneve(Packet packet, long at) {
    MemorySegment bytes = packet.bytes;
    if (packet.payloadBytes < GeneveHeader.LEAST_BYTES
        || GeneveHeader.version(bytes, at) != 0
        || GeneveHeader.headerBytes(bytes, at) > packet.payloadBytes) {
      return PacketKind.TRUNCATED_LINK;
    }
    int network = GeneveHeader.network(bytes, at);
    int type = GeneveHeader.type(bytes, at);
    long inner = at + GeneveHeader.headerBytes(bytes, at);
    if (type == EtherType.TRANSPARENT_ETHERNET) {
      return frame(packet, Tunnel.GENEVE, network, inner);
    }
    packet.enter(Tunnel.GENEVE, network);
    return EthernetDecoder.payload(packet, type, inner, TAGS);
  }

  private static PacketKind gtp(Packet packet, long at) {
    MemorySegment bytes = packet.bytes;
    if (packet.payloadBytes < GtpHeader.LEAST_BYTES
        || !GtpHeader.carriesPacket(bytes, at)
        || GtpHeader.LEAST_BYTES + GtpHeader.lengthBytes(bytes, at) > packet.payloadWireBytes) {
      return PacketKind.TRUNCATED_LINK;
    }
    int headerBytes = GtpHeader.headerBytes(bytes, at, at + packet.payloadBytes);
    if (headerBytes < 0) {
      return PacketKind.TRUNCATED_LINK;
    }
    packet.enter(Tunnel.GTP_U, GtpHeader.tunnel(bytes, at));
    return NetworkDecoder.ip(packet, at + headerBytes);
  }

  private static PacketKind teredo(Packet packet, long at) {
    long inner = TeredoHeader.packet(packet.bytes, at, at + packet.payloadBytes);
    packet.enter(Tunnel.TEREDO, 0);
    return NetworkDecoder.hasVersion(packet, inner, 6)
        ? NetworkDecoder.ip(packet, inner)
        : PacketKind.BAD_VERSION;
  }

  private static PacketKind l2tp(Packet packet, long at) {
    MemorySegment bytes = packet.bytes;
    if (packet.payloadBytes < L2tpHeader.MOST_BYTES
        || !L2tpHeader.carriesPacket(bytes, at)
        || L2tpHeader.headerBytes(bytes, at) > packet.payloadBytes) {
      return PacketKind.TRUNCATED_LINK;
    }
    long inner = at + L2tpHeader.headerBytes(bytes, at);
    packet.enter(Tunnel.L2TP, L2tpHeader.session(bytes, at));
    return PppDecoder.frame(packet, inner);
  }

  private static PacketKind capwap(Packet packet, long at) {
    MemorySegment bytes = packet.bytes;
    if (packet.payloadBytes < CapwapHeader.LEAST_BYTES || !CapwapHeader.carriesFrame(bytes, at)) {
      return PacketKind.TRUNCATED_LINK;
    }
    long inner = at + CapwapHeader.headerBytes(bytes, at);
    if (CapwapHeader.isEthernet(bytes, at)) {
      return frame(packet, Tunnel.CAPWAP, 0, inner);
    }
    if (!CapwapHeader.isIeee80211(bytes, at)) {
      return PacketKind.LLC_OTHER;
    }
    packet.enter(Tunnel.CAPWAP, 0);
    packet.vlanId = 0;
    packet.innerVlanId = 0;
    return WlanDecoder.tunnelled(packet, inner);
  }
}
