package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/** Finds the IP packet behind an Ethernet header, its tags and its labels. */
final class EthernetDecoder {
  /** Tags, labels and nested headers that are followed. */
  static final int MOST_TAGS = 16;

  private static final int VN_TAG_BYTES = 6;
  private static final int FABRICPATH_TAG_BYTES = 2;
  private static final int PROVIDER_BACKBONE_TAG_BYTES = 4;

  private EthernetDecoder() {}

  static PacketKind frame(Packet packet, long at, int tagsLeft) {
    if (packet.end() - at < EthernetHeader.BYTES) {
      return PacketKind.TRUNCATED_LINK;
    }
    MemorySegment bytes = packet.bytes;
    packet.dstMac = EthernetHeader.destination(bytes, at);
    packet.srcMac = EthernetHeader.source(bytes, at);
    int type = EthernetHeader.typeOrLength(bytes, at);
    return payload(packet, type, at + EthernetHeader.BYTES, tagsLeft);
  }

  /** Decodes what is behind an EtherType, or behind a length where it is too small for a type. */
  static PacketKind payload(Packet packet, int type, long at, int tagsLeft) {
    packet.etherType = type;
    return switch (type) {
      case EtherType.IPV4, EtherType.IPV6 -> NetworkDecoder.ip(packet, at);
      case EtherType.VLAN, EtherType.SERVICE_VLAN, EtherType.OLD_SERVICE_VLAN ->
          vlan(packet, at, tagsLeft);
      case EtherType.MPLS, EtherType.MPLS_UPSTREAM -> mpls(packet, at);
      case EtherType.PPPOE_SESSION -> PppDecoder.pppoe(packet, at);
      case EtherType.NSH -> serviceHeader(packet, at, tagsLeft);
      case EtherType.VN_TAG -> vnTag(packet, at, tagsLeft);
      case EtherType.FABRICPATH -> nested(packet, at + FABRICPATH_TAG_BYTES, tagsLeft);
      case EtherType.PROVIDER_BACKBONE ->
          nested(packet, at + PROVIDER_BACKBONE_TAG_BYTES, tagsLeft);
      default ->
          type < EtherType.SMALLEST
              ? llc(packet, at, tagsLeft)
              : payload(packet, at, EtherType.kind(type));
    };
  }

  /** What is not IP: where it begins, for who reads further. */
  private static PacketKind payload(Packet packet, long at, PacketKind kind) {
    packet.payloadOffset = Math.min(at, packet.end());
    packet.payloadBytes = (int) (packet.end() - packet.payloadOffset);
    packet.payloadWireBytes = (int) (packet.wireEnd - packet.payloadOffset);
    return kind;
  }

  /** A whole frame inside the frame: its addresses are the ones that stay. */
  private static PacketKind nested(Packet packet, long at, int tagsLeft) {
    return tagsLeft == 0 ? PacketKind.TOO_MANY_TAGS : frame(packet, at, tagsLeft - 1);
  }

  private static PacketKind vlan(Packet packet, long at, int tagsLeft) {
    if (packet.end() - at < VlanTag.BYTES) {
      return PacketKind.TRUNCATED_LINK;
    }
    if (tagsLeft == 0) {
      return PacketKind.TOO_MANY_TAGS;
    }
    int id = VlanTag.id(packet.bytes, at);
    if (packet.vlanId == 0) {
      packet.vlanId = id;
    } else if (packet.innerVlanId == 0) {
      packet.innerVlanId = id;
    }
    int type = VlanTag.typeOrLength(packet.bytes, at);
    return payload(packet, type, at + VlanTag.BYTES, tagsLeft - 1);
  }

  private static PacketKind vnTag(Packet packet, long at, int tagsLeft) {
    if (packet.end() - at < VN_TAG_BYTES) {
      return PacketKind.TRUNCATED_LINK;
    }
    if (tagsLeft == 0) {
      return PacketKind.TOO_MANY_TAGS;
    }
    int type = NetworkOrder.u16(packet.bytes, at + 4);
    return payload(packet, type, at + VN_TAG_BYTES, tagsLeft - 1);
  }

  /** A stack of labels, and the IP packet under it. */
  static PacketKind mpls(Packet packet, long at) {
    long label = at;
    for (int labels = 0; labels < MOST_TAGS; labels++) {
      if (packet.end() - label < MplsLabel.BYTES) {
        return PacketKind.TRUNCATED_LINK;
      }
      boolean last = MplsLabel.isLast(packet.bytes, label);
      label += MplsLabel.BYTES;
      if (last) {
        return NetworkDecoder.looksLikeIp(packet, label)
            ? NetworkDecoder.ip(packet, label)
            : PacketKind.MPLS;
      }
    }
    return PacketKind.TOO_MANY_TAGS;
  }

  /** A network service header, and what is behind it. */
  static PacketKind serviceHeader(Packet packet, long at, int tagsLeft) {
    long left = packet.end() - at;
    if (left < NshHeader.LEAST_BYTES) {
      return PacketKind.TRUNCATED_LINK;
    }
    int headerBytes = NshHeader.headerBytes(packet.bytes, at);
    if (tagsLeft == 0) {
      return PacketKind.TOO_MANY_TAGS;
    }
    return headerBytes < NshHeader.LEAST_BYTES || headerBytes > left
        ? PacketKind.NSH
        : behindService(
            packet, NshHeader.nextProtocol(packet.bytes, at), at + headerBytes, tagsLeft - 1);
  }

  /** What is behind a network service header, or a VXLAN-GPE header. */
  static PacketKind behindService(Packet packet, int protocol, long at, int tagsLeft) {
    return switch (protocol) {
      case NshHeader.IPV4, NshHeader.IPV6 -> NetworkDecoder.ip(packet, at);
      case NshHeader.ETHERNET -> frame(packet, at, tagsLeft);
      case NshHeader.NSH -> serviceHeader(packet, at, tagsLeft);
      case NshHeader.MPLS -> mpls(packet, at);
      default -> PacketKind.NSH;
    };
  }

  /** Decodes an LLC frame. */
  static PacketKind llc(Packet packet, long at, int tagsLeft) {
    packet.etherType = 0;
    MemorySegment bytes = packet.bytes;
    if (packet.end() - at < LlcHeader.BYTES) {
      return PacketKind.TRUNCATED_LINK;
    }
    return switch (LlcHeader.destinationSap(bytes, at)) {
      case LlcHeader.SAP_SNAP -> snap(packet, at, tagsLeft);
      case LlcHeader.SAP_IP -> NetworkDecoder.ip(packet, at + LlcHeader.BYTES);
      case LlcHeader.SAP_STP -> payload(packet, at + LlcHeader.BYTES, PacketKind.STP);
      case LlcHeader.SAP_NETBEUI -> PacketKind.NETBEUI;
      case LlcHeader.SAP_ISO -> PacketKind.ISIS;
      case LlcHeader.SAP_IPX -> PacketKind.IPX;
      // Novell's raw 802.3 has no LLC: an IPX checksum of 0xffff stands in its place.
      case 0xff -> LlcHeader.saps(bytes, at) == 0xffff ? PacketKind.IPX : PacketKind.LLC_OTHER;
      default -> PacketKind.LLC_OTHER;
    };
  }

  private static PacketKind snap(Packet packet, long at, int tagsLeft) {
    if (packet.end() - at < LlcHeader.SNAP_BYTES) {
      return PacketKind.TRUNCATED_LINK;
    }
    int type = LlcHeader.snapType(packet.bytes, at);
    return switch (LlcHeader.snapOrganisation(packet.bytes, at)) {
      // EtherTypes, plain (RFC 1042) and as bridges translate them (IEEE 802.1H).
      case 0x000000, 0x0000f8 ->
          type < EtherType.SMALLEST || tagsLeft == 0
              ? PacketKind.SNAP_OTHER
              : payload(packet, type, at + LlcHeader.SNAP_BYTES, tagsLeft - 1);
      case 0x00000c -> payload(packet, at + LlcHeader.SNAP_BYTES, cisco(type));
      default -> PacketKind.SNAP_OTHER;
    };
  }

  private static PacketKind cisco(int type) {
    return switch (type) {
      case 0x2000 -> PacketKind.CDP;
      case 0x010b -> PacketKind.STP;
      default -> PacketKind.CISCO_LINK;
    };
  }
}
