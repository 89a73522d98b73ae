package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/** Finds the IP packet in IEEE 802.11 frames, and steps over what capture tools put before them. */
final class WlanDecoder {
  private static final int AGGREGATE_HEADER_BYTES = 14;
  private static final int AVS_MAGIC = 0x80211001;

  private WlanDecoder() {}

  /**
   * An IEEE 802.11 frame.
   *
   * @param padded whether the header is padded to a multiple of 4 bytes
   */
  static PacketKind frame(Packet packet, long at, boolean padded) {
    MemorySegment bytes = packet.bytes;
    if (packet.end() - at < 2) {
      return PacketKind.TRUNCATED_LINK;
    }
    return frame(packet, at, Ieee80211Header.control(bytes, at), padded);
  }

  /**
   * A frame in CAPWAP. Some access points swap the two bytes of frame control; the version, which
   * is 0, tells.
   */
  static PacketKind tunnelled(Packet packet, long at) {
    if (packet.end() - at < 2) {
      return PacketKind.TRUNCATED_LINK;
    }
    int control = Ieee80211Header.control(packet.bytes, at);
    boolean swapped =
        Ieee80211Header.version(control) != 0
            || Ieee80211Header.type(control) != Ieee80211Header.DATA;
    int swap = control >>> 8 | (control & 0xff) << 8;
    return frame(packet, at, swapped ? swap : control, false);
  }

  private static PacketKind frame(Packet packet, long at, int control, boolean padded) {
    return switch (Ieee80211Header.type(control)) {
      case Ieee80211Header.MANAGEMENT -> PacketKind.WLAN_MANAGEMENT;
      case Ieee80211Header.DATA -> data(packet, at, control, padded);
      default -> PacketKind.WLAN_CONTROL;
    };
  }

  private static PacketKind data(Packet packet, long at, int control, boolean padded) {
    MemorySegment bytes = packet.bytes;
    int headerBytes = Ieee80211Header.dataHeaderBytes(control);
    if (packet.end() - at < headerBytes) {
      return PacketKind.TRUNCATED_LINK;
    }
    packet.dstMac = Ieee80211Header.destination(control, bytes, at);
    packet.srcMac = Ieee80211Header.source(control, bytes, at);
    if (Ieee80211Header.isNull(control)) {
      return PacketKind.WLAN_NO_DATA;
    }
    if (Ieee80211Header.isProtected(control)) {
      return PacketKind.WLAN_ENCRYPTED;
    }
    long body = at + (padded ? headerBytes + 3 & ~3 : headerBytes);
    if (Ieee80211Header.isAggregate(control, bytes, at)) {
      body += AGGREGATE_HEADER_BYTES;
    }
    return EthernetDecoder.llc(packet, body, EthernetDecoder.MOST_TAGS);
  }

  /** A frame behind a radiotap header. */
  static PacketKind radiotap(Packet packet, long at) {
    long left = packet.end() - at;
    if (left < RadiotapHeader.LEAST_BYTES
        || left < RadiotapHeader.headerBytes(packet.bytes, at)
        || RadiotapHeader.headerBytes(packet.bytes, at) < RadiotapHeader.LEAST_BYTES) {
      return PacketKind.TRUNCATED_LINK;
    }
    int headerBytes = RadiotapHeader.headerBytes(packet.bytes, at);
    return frame(packet, at + headerBytes, RadiotapHeader.isPadded(packet.bytes, at, headerBytes));
  }

  /** A frame behind an AVS header: a magic number, then its length, in network byte order. */
  static PacketKind avs(Packet packet, long at) {
    if (packet.end() - at < 8) {
      return PacketKind.TRUNCATED_LINK;
    }
    return behind(packet, at, NetworkOrder.u32(packet.bytes, at + 4));
  }

  /** A frame behind a Prism header: message code and length in host order, or an AVS header. */
  static PacketKind prism(Packet packet, long at) {
    if (packet.end() - at < 8) {
      return PacketKind.TRUNCATED_LINK;
    }
    if (NetworkOrder.i32(packet.bytes, at) == AVS_MAGIC) {
      return avs(packet, at);
    }
    int length = NetworkOrder.i32(packet.bytes, at + 4);
    int bytes = length >>> 16 == 0 ? length : Integer.reverseBytes(length);
    return behind(packet, at, Integer.toUnsignedLong(bytes));
  }

  private static PacketKind behind(Packet packet, long at, long headerBytes) {
    return headerBytes > packet.end() - at
        ? PacketKind.TRUNCATED_LINK
        : frame(packet, at + headerBytes, false);
  }
}
