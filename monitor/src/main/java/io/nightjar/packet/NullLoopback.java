package io.nightjar.packet;

import java.lang.foreign.MemorySegment;

/** Reads the 4 bytes of address family before loopback frames of the BSDs, macOS and Windows. */
public final class NullLoopback {
  /** Length in bytes. */
  public static final int BYTES = 4;

  private NullLoopback() {}

  /** The address family: as it stands, or byte-swapped where that gives the smaller number. */
  public static int family(MemorySegment bytes, long at) {
    int family = NetworkOrder.i32(bytes, at);
    return Integer.compareUnsigned(family, 0xffff) > 0 ? Integer.reverseBytes(family) : family;
  }

  /** Whether the family is IPv4 or IPv6, by any system's number. */
  public static boolean isIp(int family) {
    return switch (family) {
      case 2 -> true;
      // Linux, Windows, NetBSD and OpenBSD, FreeBSD, macOS.
      case 10, 23, 24, 28, 30 -> true;
      default -> false;
    };
  }
}
