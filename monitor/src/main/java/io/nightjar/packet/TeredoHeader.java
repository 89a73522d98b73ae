package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads what may stand before the IPv6 packet in Teredo's UDP payload (RFC 4380 section 5.1.1).
 *
 * <pre>
 *   authentication:  | 0x0001, 2 | id length, 1 | value length, 1 | id | value | nonce, 8 | 1 |
 *   origin:          | 0x0000, 2 | port, 2 | address, 4 |
 * </pre>
 */
public final class TeredoHeader {
  private static final int AUTHENTICATION = 1;
  private static final int AUTHENTICATION_BYTES = 13;
  private static final int ORIGIN = 0;
  private static final int ORIGIN_BYTES = 8;

  private TeredoHeader() {}

  /** Where the IPv6 packet begins, which may be behind the end. */
  public static long packet(MemorySegment bytes, long at, long end) {
    long packet = at;
    if (end - packet >= 4 && NetworkOrder.u16(bytes, packet) == AUTHENTICATION) {
      packet +=
          AUTHENTICATION_BYTES
              + NetworkOrder.u8(bytes, packet + 2)
              + NetworkOrder.u8(bytes, packet + 3);
    }
    if (end - packet >= 2 && NetworkOrder.u16(bytes, packet) == ORIGIN) {
      packet += ORIGIN_BYTES;
    }
    return packet;
  }
}
