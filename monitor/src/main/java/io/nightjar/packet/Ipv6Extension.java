package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/**
 * Reads an IPv6 extension header (RFC 8200 section 4, RFC 6564) in place.
 *
 * <pre>
 *   0      1        2
 *   +------+--------+------------------
 *   | next | length | by kind
 *   +------+--------+------------------
 * </pre>
 */
public final class Ipv6Extension {
  /** No extension header is shorter, in bytes. */
  public static final int LEAST_BYTES = 8;

  public static final int HOP_BY_HOP = 0;
  public static final int ROUTING = 43;
  public static final int FRAGMENT = 44;
  public static final int AUTHENTICATION = 51;
  public static final int NO_NEXT = 59;
  public static final int DESTINATION_OPTIONS = 60;
  public static final int MOBILITY = 135;
  public static final int HOST_IDENTITY = 139;
  public static final int SHIM6 = 140;

  private Ipv6Extension() {}

  /** Whether this next-header number means an extension header that can be stepped over. */
  public static boolean isExtension(int number) {
    return switch (number) {
      case HOP_BY_HOP,
          ROUTING,
          FRAGMENT,
          AUTHENTICATION,
          DESTINATION_OPTIONS,
          MOBILITY,
          HOST_IDENTITY,
          SHIM6 ->
          true;
      default -> false;
    };
  }

  /** The number of the header or protocol behind this header. */
  public static int next(MemorySegment bytes, long at) {
    return NetworkOrder.u8(bytes, at);
  }

  /** Length in bytes of the extension header of this number. */
  public static int bytes(int number, MemorySegment bytes, long at) {
    int length = NetworkOrder.u8(bytes, at + 1);
    return switch (number) {
      case FRAGMENT -> LEAST_BYTES;
      // In units of 4 bytes, without the first two (RFC 4302 section 2.2).
      case AUTHENTICATION -> (length + 2) * 4;
      default -> (length + 1) * 8;
    };
  }

  /** For a fragment header: where the fragment belongs, in bytes. */
  public static int fragmentOffset(MemorySegment bytes, long at) {
    return NetworkOrder.u16(bytes, at + 2) & 0xfff8;
  }

  /** For a fragment header: whether more fragments follow. */
  public static boolean moreFragments(MemorySegment bytes, long at) {
    return (NetworkOrder.u16(bytes, at + 2) & 1) != 0;
  }

  /** For a fragment header: the number its fragments share. */
  public static int identification(MemorySegment bytes, long at) {
    return NetworkOrder.i32(bytes, at + 4);
  }
}
