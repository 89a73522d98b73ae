package io.nightjar.capture;

import io.nightjar.packet.LinkType;
import io.nightjar.packet.Packet;
import io.nightjar.packet.PacketCounters;
import io.nightjar.packet.PacketDecoder;
import io.nightjar.packet.PacketKind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Remembers every frame it takes, and between which ends they passed. */
final class Seen implements FrameConsumer {
  final List<String> frames = new ArrayList<>();
  final Set<String> flows = new TreeSet<>();
  long wireBytes;
  int longest;
  int withoutIp;
  long firstNanos = Long.MAX_VALUE;
  long lastNanos = Long.MIN_VALUE;
  LinkType link = LinkType.UNKNOWN;

  private final PacketDecoder decoder = new PacketDecoder(PacketCounters.unwatched());
  private final Packet packet = new Packet();

  @Override
  public void frame(
      MemorySegment memory,
      long offset,
      int capturedBytes,
      int wire,
      long timeNanos,
      LinkType linkType) {
    byte[] bytes = memory.asSlice(offset, capturedBytes).toArray(ValueLayout.JAVA_BYTE);
    frames.add(HexFormat.of().formatHex(bytes));
    wireBytes += wire;
    longest = Math.max(longest, capturedBytes);
    link = linkType;
    firstNanos = Math.min(firstNanos, timeNanos);
    lastNanos = Math.max(lastNanos, timeNanos);
    PacketKind kind =
        decoder.decode(memory, offset, capturedBytes, wire, timeNanos, linkType, packet);
    if (kind == PacketKind.IP) {
      flows.add(flow());
    } else {
      withoutIp++;
    }
  }

  /** The same for both directions; without ports where a fragment may have none. */
  private String flow() {
    boolean ports = packet.protocol() == 6;
    String source =
        "%x:%x:%d".formatted(packet.srcHigh(), packet.srcLow(), ports ? packet.srcPort() : 0);
    String destination =
        "%x:%x:%d".formatted(packet.dstHigh(), packet.dstLow(), ports ? packet.dstPort() : 0);
    return packet.protocol()
        + " "
        + (source.compareTo(destination) < 0
            ? source + " " + destination
            : destination + " " + source);
  }
}
