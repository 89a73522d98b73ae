package io.nightjar.identity;

import io.nightjar.packet.NetworkOrder;
import java.lang.foreign.MemorySegment;

/**
 * Takes handshake bytes out of TLS records (RFC 8446 section 5.1).
 *
 * <pre>
 *   0             1         3        5
 *   +-------------+---------+--------+---------
 *   | type 1 = 22 | version | length | fragment
 *   +-------------+---------+--------+---------
 * </pre>
 */
final class TlsRecords {
  private static final int HANDSHAKE = 22;
  private static final int HEADER_BYTES = 5;
  private static final int MAX_FRAGMENT_BYTES = 16_384 + 256;

  /** What {@link #unwrap} says of records that can hold no handshake. */
  static final int NOT_A_HANDSHAKE = -1;

  private TlsRecords() {}

  /** Whether a ClientHello can begin here. */
  static boolean canBeginHello(MemorySegment bytes, long at, int length) {
    return length > HEADER_BYTES
        && NetworkOrder.u8(bytes, at) == HANDSHAKE
        && NetworkOrder.u8(bytes, at + 1) == 3
        && NetworkOrder.u8(bytes, at + HEADER_BYTES) == ClientHello.TYPE;
  }

  /**
   * Copies the fragments of the handshake records one behind the other, as many as fit.
   *
   * @return how many bytes, or {@link #NOT_A_HANDSHAKE}
   */
  static int unwrap(MemorySegment bytes, long offset, int length, MemorySegment out) {
    int copied = 0;
    int at = 0;
    while (at + HEADER_BYTES < length) {
      int size = NetworkOrder.u16(bytes, offset + at + 3);
      if (NetworkOrder.u8(bytes, offset + at) != HANDSHAKE || size > MAX_FRAGMENT_BYTES) {
        return copied > 0 ? copied : NOT_A_HANDSHAKE;
      }
      at += HEADER_BYTES;
      int fits = (int) Math.min(Math.min(size, length - at), out.byteSize() - copied);
      MemorySegment.copy(bytes, offset + at, out, copied, fits);
      copied += fits;
      at += size;
    }
    return copied;
  }
}
