package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Decodes a captured frame in place, from its link header to the layer 4 payload of the innermost
 * packet. Any bytes are legal input: what cannot be read is told by the kind returned. Remembers
 * fragments, and so belongs to one worker and one source; allocates nothing but memory for
 * fragments, once.
 */
public final class PacketDecoder {
  /** Tunnels in one another that are opened. */
  static final int MOST_TUNNELS = 8;

  private final PacketCounters counters;
  private final FragmentTable fragments;
  private final Packet outer = new Packet();

  /** A decoder that has seen nothing. */
  public PacketDecoder(PacketCounters counters) {
    this.counters = counters;
    fragments = new FragmentTable(counters);
  }

  /**
   * Decodes one frame.
   *
   * @param bytes native memory
   * @param offset where the frame begins, in bytes
   * @param capturedBytes bytes that are there
   * @param wireBytes bytes the frame had on the wire
   * @param timeNanos when it passed, in nanoseconds since 1970 UTC
   * @param link what it begins with
   * @param into filled with what is known; unknown fields are 0
   */
  public PacketKind decode(
      MemorySegment bytes,
      long offset,
      int capturedBytes,
      int wireBytes,
      long timeNanos,
      LinkType link,
      Packet into) {
    into.begin(bytes, offset, capturedBytes, Math.max(wireBytes, capturedBytes), timeNanos);
    PacketKind kind = link(into, link, offset);
    return kind == PacketKind.IP && (into.fragment || TunnelDecoder.mayOpen(into))
        ? inside(into)
        : kind;
  }

  /** Puts fragments together and opens tunnels, as far as that goes. */
  private PacketKind inside(Packet packet) {
    for (int level = 0; level < MOST_TUNNELS; level++) {
      if (packet.fragment) {
        switch (fragments.take(packet)) {
          case HELD -> {
            return PacketKind.EARLY_FRAGMENT;
          }
          case COUNTED -> {
            return PacketKind.IP;
          }
          case WHOLE -> {}
        }
      }
      if (!packet.fragment) {
        if (!TunnelDecoder.mayOpen(packet)) {
          return PacketKind.IP;
        }
        outer.copyFrom(packet);
        if (!TunnelDecoder.open(packet)) {
          packet.copyFrom(outer);
          return PacketKind.IP;
        }
      }
    }
    if (packet.fragment || TunnelDecoder.mayOpen(packet)) {
      counters.tooDeep.increment();
    }
    return PacketKind.IP;
  }

  /**
   * Makes the packet the next fragment that came before the first of its packet, and can be counted
   * now; false when there is none. To be asked after each frame, and after {@link #advance} and
   * {@link #finish}.
   */
  public boolean nextEarlyFragment(Packet into) {
    return fragments.next(into);
  }

  /** Moves time on: fragments whose first did not come wait no longer. */
  public void advance(long nowNanos) {
    fragments.advance(nowNanos);
  }

  /** No more frames come, so no fragment waits any longer. */
  public void finish() {
    fragments.clear();
  }

  private static PacketKind link(Packet packet, LinkType link, long at) {
    return switch (link) {
      case ETHERNET -> EthernetDecoder.frame(packet, at, EthernetDecoder.MOST_TAGS);
      case RAW_IP, IPV4, IPV6 -> NetworkDecoder.ip(packet, at);
      case NULL, LOOP -> loopback(packet, at);
      case LINUX_COOKED -> cookedV1(packet, at);
      case LINUX_COOKED_V2 -> cookedV2(packet, at);
      case PPP -> PppDecoder.frame(packet, at);
      case PPP_HDLC, CISCO_HDLC -> PppDecoder.hdlc(packet, at);
      case PPPOE -> PppDecoder.pppoe(packet, at);
      case IEEE80211 -> WlanDecoder.frame(packet, at, false);
      case RADIOTAP -> WlanDecoder.radiotap(packet, at);
      case PRISM -> WlanDecoder.prism(packet, at);
      case AVS -> WlanDecoder.avs(packet, at);
      case PPI -> ppi(packet, at);
      case NFLOG -> nflog(packet, at);
      case UNKNOWN -> PacketKind.UNKNOWN_LINK_TYPE;
    };
  }

  private static PacketKind loopback(Packet packet, long at) {
    if (packet.end() - at < NullLoopback.BYTES) {
      return PacketKind.TRUNCATED_LINK;
    }
    return NullLoopback.isIp(NullLoopback.family(packet.bytes, at))
        ? NetworkDecoder.ip(packet, at + NullLoopback.BYTES)
        : PacketKind.UNKNOWN_ETHERTYPE;
  }

  private static PacketKind cookedV1(Packet packet, long at) {
    if (packet.end() - at < LinuxCooked.V1_BYTES) {
      return PacketKind.TRUNCATED_LINK;
    }
    packet.srcMac = LinuxCooked.v1Source(packet.bytes, at);
    return cooked(packet, LinuxCooked.v1Protocol(packet.bytes, at), at + LinuxCooked.V1_BYTES);
  }

  private static PacketKind cookedV2(Packet packet, long at) {
    if (packet.end() - at < LinuxCooked.V2_BYTES) {
      return PacketKind.TRUNCATED_LINK;
    }
    packet.srcMac = LinuxCooked.v2Source(packet.bytes, at);
    return cooked(packet, LinuxCooked.v2Protocol(packet.bytes, at), at + LinuxCooked.V2_BYTES);
  }

  private static PacketKind cooked(Packet packet, int protocol, long at) {
    if (protocol == LinuxCooked.LLC) {
      return EthernetDecoder.llc(packet, at, EthernetDecoder.MOST_TAGS);
    }
    return protocol < EtherType.SMALLEST
        ? PacketKind.UNKNOWN_ETHERTYPE
        : EthernetDecoder.payload(packet, protocol, at, EthernetDecoder.MOST_TAGS);
  }

  private static PacketKind ppi(Packet packet, long at) {
    long left = packet.end() - at;
    if (left < PpiHeader.LEAST_BYTES || left < PpiHeader.headerBytes(packet.bytes, at)) {
      return PacketKind.TRUNCATED_LINK;
    }
    LinkType inner = LinkType.of(PpiHeader.linkType(packet.bytes, at));
    return inner == LinkType.PPI
        ? PacketKind.TOO_MANY_TAGS
        : link(packet, inner, at + PpiHeader.headerBytes(packet.bytes, at));
  }

  private static PacketKind nflog(Packet packet, long at) {
    long payload = NflogHeader.payload(packet.bytes, at, packet.end());
    return payload < 0 ? PacketKind.TRUNCATED_LINK : NetworkDecoder.ip(packet, payload);
  }
}
