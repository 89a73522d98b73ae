package io.nightjar.packet;

/** Finds the IP packet in PPP, PPPoE and Cisco HDLC frames. */
final class PppDecoder {
  private static final int HDLC_BYTES = 4;

  /** A PPP protocol and the shortest IP header: a smaller length is not believed. */
  private static final int LEAST_IP_BYTES = 2 + Ipv4Header.BYTES;

  private PppDecoder() {}

  /** A PPPoE session frame, from behind its EtherType. */
  static PacketKind pppoe(Packet packet, long at) {
    if (packet.end() - at < PppHeader.PPPOE_BYTES) {
      return PacketKind.TRUNCATED_LINK;
    }
    // A code other than 0 is discovery (RFC 2516 section 5).
    if (NetworkOrder.u8(packet.bytes, at + 1) != 0) {
      return PacketKind.PPPOE_DISCOVERY;
    }
    long behind = at + PppHeader.PPPOE_BYTES;
    int length = PppHeader.pppoePayloadBytes(packet.bytes, at);
    if (length >= LEAST_IP_BYTES && behind + length < packet.wireEnd) {
      packet.wireEnd = behind + length;
    }
    return protocol(packet, behind, PacketKind.PPPOE_SESSION);
  }

  /** A PPP frame, with or without address and control bytes. */
  static PacketKind frame(Packet packet, long at) {
    if (packet.end() - at < 2) {
      return PacketKind.TRUNCATED_LINK;
    }
    long protocol = PppHeader.hasAddressAndControl(packet.bytes, at) ? at + 2 : at;
    return protocol(packet, protocol, PacketKind.PPP_CONTROL);
  }

  /** A PPP frame in HDLC-like framing, or a Cisco HDLC frame: their first byte tells. */
  static PacketKind hdlc(Packet packet, long at) {
    if (packet.end() - at < HDLC_BYTES) {
      return PacketKind.TRUNCATED_LINK;
    }
    return switch (NetworkOrder.u8(packet.bytes, at)) {
      case 0x0f, 0x8f ->
          EthernetDecoder.payload(
              packet,
              NetworkOrder.u16(packet.bytes, at + 2),
              at + HDLC_BYTES,
              EthernetDecoder.MOST_TAGS);
      default -> frame(packet, at);
    };
  }

  private static PacketKind protocol(Packet packet, long at, PacketKind otherwise) {
    if (packet.end() - at < 2) {
      return PacketKind.TRUNCATED_LINK;
    }
    boolean small = PppHeader.hasShortProtocol(packet.bytes, at);
    int protocol = small ? NetworkOrder.u8(packet.bytes, at) : NetworkOrder.u16(packet.bytes, at);
    long behind = small ? at + 1 : at + 2;
    return switch (protocol) {
      case PppHeader.IPV4, PppHeader.IPV6 -> NetworkDecoder.ip(packet, behind);
      case PppHeader.MPLS ->
          EthernetDecoder.payload(packet, EtherType.MPLS, behind, EthernetDecoder.MOST_TAGS);
      default -> otherwise;
    };
  }
}
