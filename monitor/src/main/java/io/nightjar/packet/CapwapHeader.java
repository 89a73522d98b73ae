package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads a CAPWAP header (RFC 5415 section 4.3) in place.
 *
 * <pre>
 *   0       4       8         13        18        23 24             31
 *   +-------+-------+---------+---------+---------+-+-+-+-+-+-+-----+
 *   |version| type  | length  |  radio  | binding |T|F|L|W|M|K|  0  |
 *   +-------+-------+---------+---------+---------+-+-+-+-+-+-+-----+
 *   |          fragment id          |     fragment offset     |  0  |
 *   |                 what W and M announce                         |
 *   +---------------------------------------------------------------+
 * </pre>
 */
public final class CapwapHeader {
  /** Length in bytes of what is always there. */
  public static final int LEAST_BYTES = 8;

  private static final int IEEE80211_BINDING = 1;
  private static final int FRAGMENT = 0x80;
  private static final int KEEP_ALIVE = 0x08;

  private CapwapHeader() {}

  /** Whether it carries one whole frame in the clear. */
  public static boolean carriesFrame(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at) == 0
        && (NetworkOrder.u8(bytes, at + 3) & (FRAGMENT | KEEP_ALIVE)) == 0
        && headerBytes(bytes, at) >= LEAST_BYTES;
  }

  /** Length in bytes. */
  public static int headerBytes(MemorySegment bytes, long at) {
    return (NetworkOrder.u8(bytes, at + 1) >>> 3) * 4;
  }

  /** Whether the frame is one of Ethernet. */
  public static boolean isEthernet(MemorySegment bytes, long at) {
    return (NetworkOrder.u8(bytes, at + 2) & 1) == 0;
  }

  /** Whether the frame is one of IEEE 802.11. */
  public static boolean isIeee80211(MemorySegment bytes, long at) {
    int binding = NetworkOrder.u8(bytes, at + 2) >>> 1 & 0x1f;
    return !isEthernet(bytes, at) && binding == IEEE80211_BINDING;
  }
}
