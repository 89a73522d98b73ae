package io.nightjar.identity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OrderedBytesTest {
  private static final int BYTES = 3000;

  @Test
  void piecesInAnyOrderTwiceAndOverlappingMakeTheSameWhole() {
    Random random = new Random(7);
    byte[] stream = new byte[BYTES];
    random.nextBytes(stream);
    MemorySegment memory = Native.of(stream);
    for (int run = 0; run < 200; run++) {
      OrderedBytes bytes = new OrderedBytes(BYTES);
      for (int tries = 0; bytes.whole() < BYTES && tries < 100_000; tries++) {
        int begin = random.nextInt(BYTES);
        int length = random.nextInt(Math.min(900, BYTES - begin)) + 1;
        bytes.put(begin, memory, Native.AT + begin, length);
      }
      MemorySegment out = Arena.ofAuto().allocate(BYTES);
      assertEquals(BYTES, bytes.copyTo(out));
      assertArrayEquals(stream, out.toArray(ValueLayout.JAVA_BYTE));
    }
  }

  @Test
  void whatReachesBeyondTheBoundIsRefused() {
    OrderedBytes bytes = new OrderedBytes(10);
    MemorySegment memory = Native.of(new byte[20]);
    assertFalse(bytes.put(1, memory, Native.AT, 10));
    assertFalse(bytes.put(Long.MAX_VALUE, memory, Native.AT, 10));
    assertFalse(bytes.put(-1, memory, Native.AT, 1));
    assertTrue(bytes.put(0, memory, Native.AT, 10));
    assertEquals(10, bytes.whole());
  }

  @Test
  void moreIslandsThanHaveRoomAreRefused() {
    OrderedBytes bytes = new OrderedBytes(1000);
    MemorySegment memory = Native.of(new byte[1]);
    for (int i = 0; i < 16; i++) {
      assertTrue(bytes.put(2L * i + 2, memory, Native.AT, 1));
    }
    assertFalse(bytes.put(500, memory, Native.AT, 1));
    assertEquals(0, bytes.whole());
  }
}
