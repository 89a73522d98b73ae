package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads an SCTP common header (RFC 9260 section 3.1) in place.
 *
 * <pre>
 *   0           2           4                  8          12
 *   +-----------+-----------+------------------+----------+--------
 *   | from port |  to port  | verification tag | checksum | chunks
 *   +-----------+-----------+------------------+----------+--------
 * </pre>
 */
public final class SctpHeader {
  /** Length in bytes. */
  public static final int BYTES = 12;

  private SctpHeader() {}

  /** The tag that tells associations on the same ports apart. */
  public static int verificationTag(MemorySegment bytes, long at) {
    return NetworkOrder.i32(bytes, at + 4);
  }
}
