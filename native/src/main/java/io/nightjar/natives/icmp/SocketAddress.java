package io.nightjar.natives.icmp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/** {@code struct sockaddr_in} and {@code struct sockaddr_in6}, without port and scope. */
final class SocketAddress {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int MOST_BYTES = 28;

  private static final int V4_BYTES = 16;
  private static final long V4_ADDRESS = 4;
  private static final long V6_ADDRESS = 8;

  private SocketAddress() {}

  /** Writes an address of 4 or 16 bytes; how long the structure is. */
  static int write(MemorySegment to, byte[] address) {
    boolean isV4 = address.length == 4;
    to.fill((byte) 0);
    to.set(JAVA_SHORT, 0, (short) (isV4 ? AF_INET : AF_INET6));
    MemorySegment.copy(address, 0, to, JAVA_BYTE, isV4 ? V4_ADDRESS : V6_ADDRESS, address.length);
    return isV4 ? V4_BYTES : MOST_BYTES;
  }

  /** The address of the structure that begins there. */
  static byte[] address(MemorySegment from, long at) {
    boolean isV6 = from.get(JAVA_SHORT, at) == AF_INET6;
    byte[] address = new byte[isV6 ? 16 : 4];
    MemorySegment.copy(
        from, JAVA_BYTE, at + (isV6 ? V6_ADDRESS : V4_ADDRESS), address, 0, address.length);
    return address;
  }
}
