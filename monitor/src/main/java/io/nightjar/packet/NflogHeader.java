package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads the header of a Linux netfilter log frame (LINKTYPE_NFLOG) in place. Attributes are padded
 * to 4 bytes; their length, header included, and type are in host order, read here as little
 * endian.
 *
 * <pre>
 *   | family, 1 | version, 1 | resource, 2 |  then  | length, 2 | type, 2 | value | ...
 * </pre>
 */
public final class NflogHeader {
  private static final int BYTES = 4;
  private static final int ATTRIBUTE_BYTES = 4;
  private static final int PAYLOAD = 9;
  private static final int MOST_ATTRIBUTES = 64;

  private NflogHeader() {}

  /** Where the logged packet begins, or -1 where there is none. */
  public static long payload(MemorySegment bytes, long at, long end) {
    long attribute = at + BYTES;
    for (int n = 0; n < MOST_ATTRIBUTES && end - attribute >= ATTRIBUTE_BYTES; n++) {
      int length = NetworkOrder.u8(bytes, attribute) | NetworkOrder.u8(bytes, attribute + 1) << 8;
      int type = NetworkOrder.u8(bytes, attribute + 2) | NetworkOrder.u8(bytes, attribute + 3) << 8;
      if (type == PAYLOAD) {
        return attribute + ATTRIBUTE_BYTES;
      }
      if (length < ATTRIBUTE_BYTES) {
        return -1;
      }
      attribute += length + 3 & ~3;
    }
    return -1;
  }
}
