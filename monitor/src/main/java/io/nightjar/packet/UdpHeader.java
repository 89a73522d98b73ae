package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads a UDP header (RFC 768) in place; that of UDP-Lite (RFC 3828) differs only in its length,
 * which is what the checksum covers.
 *
 * <pre>
 *   0           2           4        6          8
 *   +-----------+-----------+--------+----------+---------
 *   | from port |  to port  | length | checksum | payload
 *   +-----------+-----------+--------+----------+---------
 * </pre>
 */
public final class UdpHeader {
  /** Length in bytes. */
  public static final int BYTES = 8;

  private UdpHeader() {}

  /** Length of header and payload in bytes; 0 where that is above 65535 (RFC 2675 section 4). */
  public static int lengthBytes(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + 4);
  }
}
