package io.nightjar.identity;

import io.nightjar.packet.NetworkOrder;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads numbers in network byte order one after the other and never leaves its bounds: behind the
 * end every number is 0, every length is cut, and {@link #overran} says so. Parsers therefore need
 * one check, at their end. The memory must be native.
 */
final class ByteCursor {
  private final MemorySegment bytes;
  private final long end;
  private long at;
  private boolean overran;

  /** A cursor over these bytes. */
  ByteCursor(MemorySegment bytes, long offset, long length) {
    this.bytes = bytes;
    at = offset;
    end = offset + length;
  }

  private boolean has(long count) {
    if (end - at < count) {
      overran = true;
      at = end;
      return false;
    }
    return true;
  }

  int u8() {
    return has(1) ? NetworkOrder.u8(bytes, at++) : 0;
  }

  int u16() {
    if (!has(2)) {
      return 0;
    }
    at += 2;
    return NetworkOrder.u16(bytes, at - 2);
  }

  int u24() {
    return u8() << 16 | u16();
  }

  long u32() {
    if (!has(4)) {
      return 0;
    }
    at += 4;
    return NetworkOrder.u32(bytes, at - 4);
  }

  long i64() {
    return u32() << 32 | u32();
  }

  /** A QUIC integer of 1, 2, 4 or 8 bytes (RFC 9000 section 16). */
  long quicInteger() {
    int first = u8();
    int more = (1 << (first >>> 6)) - 1;
    long value = first & 0x3f;
    for (int i = 0; i < more; i++) {
      value = value << 8 | u8();
    }
    return value;
  }

  void skip(long count) {
    if (count >= 0 && has(count)) {
      at += count;
    }
  }

  /** The next bytes as a cursor of their own, cut where these end; this one stands behind them. */
  ByteCursor part(long length) {
    long fits = Math.clamp(length, 0, end - at);
    overran |= fits < length;
    ByteCursor part = new ByteCursor(bytes, at, fits);
    part.overran = fits < length;
    at += fits;
    return part;
  }

  /** The next bytes, cut where these end. */
  byte[] take(long length) {
    int fits = (int) Math.clamp(length, 0, end - at);
    overran |= fits < length;
    byte[] taken = new byte[fits];
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, taken, 0, fits);
    at += fits;
    return taken;
  }

  /** The next bytes as text of one line, without what a reader would not see. */
  String text(long length) {
    return NetworkText.of(take(length));
  }

  long remaining() {
    return end - at;
  }

  long offset() {
    return at;
  }

  MemorySegment bytes() {
    return bytes;
  }

  /** Whether more was asked for than there is. */
  boolean overran() {
    return overran;
  }
}
