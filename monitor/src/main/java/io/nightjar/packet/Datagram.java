package io.nightjar.packet;

import org.jspecify.annotations.Nullable;

/** An IP packet that comes in fragments: what they share, and what is known of it so far. */
final class Datagram {
  /** How far it is. */
  enum State {
    /** Not in use. */
    FREE,
    /** Being put together. */
    GATHERING,
    /** All of it came. */
    WHOLE,
    /** Will not be put together; its fragments are only counted. */
    GIVEN_UP
  }

  private static final int UNKNOWN = -1;

  private long srcHigh;
  private long srcLow;
  private long dstHigh;
  private long dstLow;
  private int key;
  private int id;
  private int vlanId;
  private int protocol;
  private int srcPort;
  private int dstPort;
  private boolean firstSeen;
  private int totalBytes;
  State state = State.FREE;

  /** Time of its first fragment to come. */
  long sinceNanos;

  @Nullable ReassemblyBuffer buffer;
  @Nullable HeldFrame held;

  /** What fragments of one packet have in common, mixed. */
  static int hash(Packet packet) {
    long mixed = packet.srcLow * 0x9e3779b97f4a7c15L + packet.dstLow;
    mixed = (mixed ^ packet.srcHigh ^ packet.fragmentId) * 0xbf58476d1ce4e5b9L + packet.dstHigh;
    return (int) (((mixed ^ (mixed >>> 29)) * 0x94d049bb133111ebL) >>> 32);
  }

  /** The protocol as the IPv4 header has it (RFC 791); IPv6 does without (RFC 8200). */
  private static int key(Packet packet) {
    return packet.ipVersion == 4 ? Ipv4Header.protocol(packet.bytes, packet.ipOffset) : UNKNOWN;
  }

  boolean holds(Packet packet) {
    return state != State.FREE
        && id == packet.fragmentId
        && srcLow == packet.srcLow
        && dstLow == packet.dstLow
        && srcHigh == packet.srcHigh
        && dstHigh == packet.dstHigh
        && vlanId == packet.vlanId
        && key == key(packet);
  }

  /** Becomes that of this fragment. */
  void begin(Packet packet) {
    srcHigh = packet.srcHigh;
    srcLow = packet.srcLow;
    dstHigh = packet.dstHigh;
    dstLow = packet.dstLow;
    key = key(packet);
    id = packet.fragmentId;
    vlanId = packet.vlanId;
    restart(packet.timeNanos);
  }

  /** Begins again, with the same numbers. */
  void restart(long timeNanos) {
    firstSeen = false;
    totalBytes = UNKNOWN;
    state = State.GATHERING;
    sinceNanos = timeNanos;
  }

  /** Whether its first fragment came. */
  boolean firstSeen() {
    return firstSeen;
  }

  /** Learns the ports from the first fragment. */
  void learn(Packet first) {
    firstSeen = true;
    protocol = first.protocol;
    srcPort = first.srcPort;
    dstPort = first.dstPort;
  }

  /** Tells a later fragment what the first said. */
  void teach(Packet later) {
    later.protocol = protocol;
    later.srcPort = srcPort;
    later.dstPort = dstPort;
  }

  /** Whether the fragment's length and offset are possible, next to what came before. */
  boolean hasPossibleLength(Packet packet) {
    int length = packet.fragmentWireBytes;
    int end = packet.fragmentOffset + length;
    if (length <= 0 || end > ReassemblyBuffer.MOST_BYTES) {
      return false;
    }
    if (packet.moreFragments) {
      return length % 8 == 0 && (totalBytes == UNKNOWN || end <= totalBytes);
    }
    int reach = buffer == null ? 0 : buffer.reach();
    boolean first = totalBytes == UNKNOWN;
    totalBytes = first ? end : totalBytes;
    return first ? reach <= end : totalBytes == end;
  }

  /** Whether all of it came. */
  boolean isComplete() {
    return firstSeen && buffer != null && buffer.received() == totalBytes;
  }
}
