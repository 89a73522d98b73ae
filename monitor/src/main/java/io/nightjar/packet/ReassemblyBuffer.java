package io.nightjar.packet;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Native memory in which one IP packet is put together: room for a header, then the payload at its
 * offsets. Used over and over, by one datagram at a time.
 */
final class ReassemblyBuffer {
  /** The longest payload, in bytes. */
  static final int MOST_BYTES = 65_535;

  /** Where the payload begins; the header ends here. */
  private static final int PAYLOAD = 64;

  private static final int UNIT = 8;

  private final MemorySegment bytes = Arena.ofAuto().allocate(PAYLOAD + MOST_BYTES + 1L, UNIT);
  private final BitSet units = new BitSet(MOST_BYTES / UNIT + 1);
  private int headerBytes;
  private int received;

  /** The datagram whose payload it holds; null when free. */
  @Nullable Datagram owner;

  /** What a fragment was to what is there already. */
  enum Fit {
    ADDED,
    REPEATED,
    OVERLAPS
  }

  /** Forgets what it held. */
  void begin(Datagram datagram) {
    owner = datagram;
    units.clear();
    received = 0;
    headerBytes = 0;
  }

  /** Bytes of payload so far. */
  int received() {
    return received;
  }

  /** Where the last byte so far ends. */
  int reach() {
    return units.length() * UNIT;
  }

  /** Takes a fragment that was captured whole, and for the first one the IP header before it. */
  Fit add(Packet packet) {
    int from = packet.fragmentOffset / UNIT;
    int to = (packet.fragmentOffset + packet.fragmentWireBytes + UNIT - 1) / UNIT;
    int set = units.nextSetBit(from);
    if (set >= 0 && set < to) {
      boolean all = units.nextClearBit(from) >= to;
      return all && isSame(packet) ? Fit.REPEATED : Fit.OVERLAPS;
    }
    units.set(from, to);
    received += packet.fragmentWireBytes;
    MemorySegment.copy(
        packet.bytes,
        packet.fragmentBegin,
        bytes,
        PAYLOAD + packet.fragmentOffset,
        packet.fragmentWireBytes);
    if (packet.fragmentOffset == 0) {
      header(packet);
    }
    return Fit.ADDED;
  }

  private boolean isSame(Packet packet) {
    long at = (long) PAYLOAD + packet.fragmentOffset;
    int length = packet.fragmentWireBytes;
    return MemorySegment.mismatch(
            packet.bytes,
            packet.fragmentBegin,
            packet.fragmentBegin + length,
            bytes,
            at,
            at + length)
        < 0;
  }

  /** IPv4: with its options. IPv6: without extension headers, but saying what they led to. */
  private void header(Packet packet) {
    boolean v4 = packet.ipVersion == 4;
    headerBytes = v4 ? (int) (packet.fragmentBegin - packet.ipOffset) : Ipv6Header.BYTES;
    long at = (long) PAYLOAD - headerBytes;
    MemorySegment.copy(packet.bytes, packet.ipOffset, bytes, at, headerBytes);
    if (!v4) {
      long extension = packet.fragmentBegin - Ipv6Extension.LEAST_BYTES;
      byte next = (byte) Ipv6Extension.next(packet.bytes, extension);
      bytes.set(ValueLayout.JAVA_BYTE, at + Ipv6Header.NEXT_HEADER, next);
    }
  }

  /** Points the packet at what was put together here; returns where its IP header is. */
  long finish(Packet packet) {
    long at = (long) PAYLOAD - headerBytes;
    if (packet.ipVersion == 4) {
      NetworkOrder.put16(bytes, at + Ipv4Header.TOTAL_LENGTH, headerBytes + received);
      NetworkOrder.put16(bytes, at + Ipv4Header.FRAGMENT, 0);
    } else {
      NetworkOrder.put16(bytes, at + Ipv6Header.PAYLOAD_LENGTH, received);
    }
    packet.become(bytes, at, headerBytes + received);
    return at;
  }

  /** Whether header and payload are no longer than the version's length field can say. */
  boolean hasPossibleLength(Packet packet) {
    return packet.ipVersion == 6 || headerBytes + received <= MOST_BYTES;
  }
}
