package io.nightjar.identity;

import io.nightjar.host.Clue;
import io.nightjar.host.Clue.Evidence;
import io.nightjar.host.Clue.Trait;
import io.nightjar.packet.NetworkOrder;
import io.nightjar.packet.Packet;
import io.nightjar.packet.TcpHeader;
import org.jspecify.annotations.Nullable;

/**
 * How a host opens TCP connections: time to live, window, and the kinds of its options in their
 * order (RFC 9293 section 3.2), which differ between operating systems.
 *
 * @param options kinds joined by dashes, {@code 2-4-8-1-3}
 * @param segmentBytes the maximum segment size it announces, 0 for none
 * @param windowScale its shift, -1 for none
 */
record SynShape(int ttl, int window, String options, int segmentBytes, int windowScale) {
  private static final int END = 0;
  private static final int NO_OPERATION = 1;
  private static final int SEGMENT_SIZE = 2;
  private static final int WINDOW_SCALE = 3;
  private static final int IPV6_HEADER_BYTES = 40;
  private static final int IPV6_NEXT_HEADER = 6;
  private static final int TCP = 6;

  /** The shape of a SYN; null where its options cannot be read. */
  static @Nullable SynShape read(Packet packet) {
    long at = headerOffset(packet);
    if (at < 0) {
      return null;
    }
    ByteCursor options =
        new ByteCursor(
            packet.bytes(), at + TcpHeader.BYTES, packet.payloadOffset() - at - TcpHeader.BYTES);
    StringBuilder kinds = new StringBuilder(20);
    int segmentBytes = 0;
    int scale = -1;
    while (options.remaining() > 0) {
      int kind = options.u8();
      kinds.append(kinds.isEmpty() ? "" : "-").append(kind);
      if (kind == END || kind == NO_OPERATION) {
        continue;
      }
      ByteCursor value = options.part(Math.max(options.u8() - 2, 0));
      if (value.overran()) {
        return null;
      }
      if (kind == SEGMENT_SIZE) {
        segmentBytes = value.u16();
      } else if (kind == WINDOW_SCALE) {
        scale = value.u8();
      }
    }
    return new SynShape(packet.ttl(), packet.tcpWindow(), kinds.toString(), segmentBytes, scale);
  }

  /** Where the TCP header begins, if it stands right behind the IP header; -1 where it does not. */
  private static long headerOffset(Packet packet) {
    long ip = packet.ipOffset();
    long at =
        packet.ipVersion() == 4
            ? ip + (NetworkOrder.u8(packet.bytes(), ip) & 0xf) * 4L
            : ip + IPV6_HEADER_BYTES;
    boolean direct =
        packet.ipVersion() == 4 || NetworkOrder.u8(packet.bytes(), ip + IPV6_NEXT_HEADER) == TCP;
    boolean fits =
        direct
            && packet.transportWhole()
            && at + TcpHeader.BYTES <= packet.payloadOffset()
            && at + TcpHeader.headerBytes(packet.bytes(), at) == packet.payloadOffset();
    return fits ? at : -1;
  }

  /** What the shape hints at; null where it is none that is known. */
  @Nullable Clue clue() {
    int hops = ttl <= 64 ? 64 : ttl <= 128 ? 128 : 255;
    String system =
        switch (options) {
          case "2-1-3-1-1-4", "2-1-3-1-1-8-4", "2-1-1-4" -> hops == 128 ? "Windows" : "";
          case "2-4-8-1-3" -> hops == 64 ? "Linux or Android or ChromeOS" : "";
          case "2-1-3-1-1-8-4-0", "2-1-3-1-1-8-4-0-0" ->
              hops == 64 ? "macOS or iOS or iPadOS or tvOS" : "";
          case "2-1-3-4-8" -> hops == 64 ? "FreeBSD" : "";
          case "2-1-1-4-1-3-1-1-8" -> hops == 64 ? "OpenBSD" : "";
          default -> "";
        };
    return system.isEmpty() ? null : new Clue(Trait.OS, system, Evidence.TCP_SYN, text(), 60);
  }

  private String text() {
    return "TTL "
        + ttl
        + ", window "
        + window
        + ", options "
        + options
        + ", MSS "
        + segmentBytes
        + (windowScale < 0 ? "" : ", scale " + windowScale);
  }
}
