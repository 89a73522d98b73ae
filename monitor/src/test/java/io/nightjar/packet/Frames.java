package io.nightjar.packet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HexFormat;

/** Frames for tests, put together from hexadecimal pieces and decoded out of native memory. */
final class Frames {
  static final String MACS = "0200000000020200000000" + "01";
  static final String ETHERNET_IPV4 = MACS + "0800";
  static final String ETHERNET_IPV6 = MACS + "86dd";
  static final String ADDRESSES_6 =
      "20010db8000000000000000000000001" + "20010db8000000000000000000000002";
  static final String TCP = "0050c000" + "00000001" + "00000002" + "5018ffff00000000";

  private Frames() {}

  /** An IPv4 header without options. */
  static String ipv4(int totalBytes, int fragment, int protocol) {
    return "4500%04x0000%04x40%02x0000c0000201c6336402".formatted(totalBytes, fragment, protocol);
  }

  /** An IPv6 header. */
  static String ipv6(int payloadBytes, int nextHeader) {
    return "60000000%04x%02x40".formatted(payloadBytes, nextHeader) + ADDRESSES_6;
  }

  /** Decodes a frame that was captured whole. */
  static Decoded decode(LinkType link, String... pieces) {
    byte[] bytes = HexFormat.of().parseHex(String.join("", pieces));
    return decode(link, bytes, bytes.length);
  }

  static Decoded decode(LinkType link, byte[] bytes, int wireBytes) {
    // Memory before and behind the frame must not matter.
    MemorySegment memory = Arena.ofAuto().allocate(bytes.length + 200).fill((byte) 0x45);
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, 100, bytes.length);
    Packet packet = new Packet();
    PacketCounters counters = PacketCounters.unwatched();
    PacketDecoder decoder = new PacketDecoder(counters);
    PacketKind kind = decoder.decode(memory, 100, bytes.length, wireBytes, 7, link, packet);
    return new Decoded(kind, packet, counters);
  }

  static PacketDecoder decoder() {
    return new PacketDecoder(PacketCounters.unwatched());
  }

  record Decoded(PacketKind kind, Packet packet, PacketCounters counters) {}
}
