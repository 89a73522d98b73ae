package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads a VXLAN header (RFC 7348 section 5) in place; VXLAN-GPE (draft-ietf-nvo3-vxlan-gpe) puts
 * the protocol of what it carries where VXLAN has nothing.
 *
 * <pre>
 *   0               8               16              24             31
 *   +---------------+-------------------------------+---------------+
 *   |0 0 0 0 I P B O|           reserved            | next protocol |
 *   +---------------+-------------------------------+---------------+
 *   |           network identifier (VNI)            |   reserved    |
 *   +-----------------------------------------------+---------------+
 * </pre>
 */
public final class VxlanHeader {
  /** Length in bytes. */
  public static final int BYTES = 8;

  private static final int HAS_NETWORK = 0x08;
  private static final int HAS_PROTOCOL = 0x04;

  private VxlanHeader() {}

  /** Whether it names a network, as every VXLAN header must. */
  public static boolean hasNetwork(MemorySegment bytes, long at) {
    return (NetworkOrder.u8(bytes, at) & HAS_NETWORK) != 0;
  }

  /** The network identifier, 24 bits. */
  public static int network(MemorySegment bytes, long at) {
    return NetworkOrder.i32(bytes, at + 4) >>> 8;
  }

  /** For VXLAN-GPE: the protocol it carries, in the numbers of {@link NshHeader}. */
  public static int nextProtocol(MemorySegment bytes, long at) {
    boolean said = (NetworkOrder.u8(bytes, at) & HAS_PROTOCOL) != 0;
    return said ? NetworkOrder.u8(bytes, at + 3) : NshHeader.ETHERNET;
  }
}
