package io.nightjar.packet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * Reads (and writes) unsigned numbers in network byte order (big endian) at any offset, in bytes.
 */
public final class NetworkOrder {
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private NetworkOrder() {}

  /** One byte, 0 to 255. */
  public static int u8(MemorySegment bytes, long at) {
    return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  /** Two bytes, 0 to 65535. */
  public static int u16(MemorySegment bytes, long at) {
    return bytes.get(SHORT, at) & 0xffff;
  }

  /** Four bytes as an int, which is negative from 2^31 on. */
  public static int i32(MemorySegment bytes, long at) {
    return bytes.get(INT, at);
  }

  /** Four bytes, 0 to 2^32 - 1. */
  public static long u32(MemorySegment bytes, long at) {
    return bytes.get(INT, at) & 0xffff_ffffL;
  }

  /** Six bytes, as a MAC address has. */
  public static long u48(MemorySegment bytes, long at) {
    return u32(bytes, at) << 16 | u16(bytes, at + 4);
  }

  /** Eight bytes. */
  public static long i64(MemorySegment bytes, long at) {
    return bytes.get(LONG, at);
  }

  /** Writes two bytes. */
  static void put16(MemorySegment bytes, long at, int value) {
    bytes.set(SHORT, at, (short) value);
  }
}
