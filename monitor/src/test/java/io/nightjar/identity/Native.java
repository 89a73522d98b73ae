package io.nightjar.identity;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.HexFormat;

/** Bytes in native memory, between others that must not matter. */
final class Native {
  static final long AT = 64;

  private Native() {}

  static MemorySegment of(byte[] bytes) {
    MemorySegment memory = Arena.ofAuto().allocate(bytes.length + 2 * AT).fill((byte) 0x41);
    MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, AT, bytes.length);
    return memory;
  }

  static byte[] hex(String... pieces) {
    return HexFormat.of().parseHex(String.join("", pieces).replace(" ", ""));
  }
}
