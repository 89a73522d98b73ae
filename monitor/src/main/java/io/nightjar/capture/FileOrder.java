package io.nightjar.capture;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads numbers in the byte order of the host that wrote a capture file. */
enum FileOrder {
  SAME,
  SWAPPED;

  /** One byte, 0 to 255. */
  int u8(MemorySegment bytes, long at) {
    return bytes.get(ValueLayout.JAVA_BYTE, at) & 0xff;
  }

  /** Two bytes, 0 to 65535. */
  int u16(MemorySegment bytes, long at) {
    short value = bytes.get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
    return (this == SAME ? value : Short.reverseBytes(value)) & 0xffff;
  }

  /** Four bytes as an int, which is negative from 2^31 on. */
  int i32(MemorySegment bytes, long at) {
    int value = bytes.get(ValueLayout.JAVA_INT_UNALIGNED, at);
    return this == SAME ? value : Integer.reverseBytes(value);
  }

  /** Four bytes, 0 to 2^32 - 1. */
  long u32(MemorySegment bytes, long at) {
    return i32(bytes, at) & 0xffff_ffffL;
  }

  /** Eight bytes. */
  long i64(MemorySegment bytes, long at) {
    long value = bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, at);
    return this == SAME ? value : Long.reverseBytes(value);
  }
}
