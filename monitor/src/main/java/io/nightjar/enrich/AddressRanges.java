package io.nightjar.enrich;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A number for every IP address, as ranges that begin where the number changes. Read in place, from
 * memory that stays unchanged; safe from several threads.
 *
 * <pre>
 *   IPv6 starts: upper 64 bits, n x 8 | lower 64 bits, n x 8 | IPv4 starts, m x 4 | IPv6 values, n x 4 | IPv4 values, m x 4 |
 * </pre>
 *
 * <p>Starts ascend as unsigned numbers; numbers are in the byte order of this machine.
 */
final class AddressRanges {
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final long V4_PREFIX = 0xffff;

  private final MemorySegment memory;
  private final int v4Count;
  private final int v6Count;
  private final long v6Low;
  private final long v4Starts;
  private final long v6Values;
  private final long v4Values;

  /** Ranges that lie in this memory, {@link #bytes} of it. */
  AddressRanges(MemorySegment memory, int v4Count, int v6Count) {
    this.memory = memory.asSlice(0, bytes(v4Count, v6Count));
    this.v4Count = v4Count;
    this.v6Count = v6Count;
    v6Low = v6Count * 8L;
    v4Starts = v6Count * 16L;
    v6Values = v4Starts + v4Count * 4L;
    v4Values = v6Values + v6Count * 4L;
  }

  /** Bytes that so many ranges take. */
  static long bytes(int v4Count, int v6Count) {
    return v6Count * 20L + v4Count * 8L;
  }

  /** The number of an address, 0 where no range says one. */
  int of(long high, long low) {
    return high == 0 && low >>> 32 == V4_PREFIX ? ofV4((int) low) : ofV6(high, low);
  }

  private int ofV4(int address) {
    int first = 0;
    int last = v4Count - 1;
    while (first <= last) {
      int middle = (first + last) >>> 1;
      int start = memory.get(INT, v4Starts + middle * 4L);
      if (Integer.compareUnsigned(start, address) <= 0) {
        first = middle + 1;
      } else {
        last = middle - 1;
      }
    }
    return last < 0 ? 0 : memory.get(INT, v4Values + last * 4L);
  }

  private int ofV6(long high, long low) {
    int first = 0;
    int last = v6Count - 1;
    while (first <= last) {
      int middle = (first + last) >>> 1;
      if (compareStart(middle, high, low) <= 0) {
        first = middle + 1;
      } else {
        last = middle - 1;
      }
    }
    return last < 0 ? 0 : memory.get(INT, v6Values + last * 4L);
  }

  private int compareStart(int index, long high, long low) {
    int upper = Long.compareUnsigned(memory.get(LONG, index * 8L), high);
    return upper != 0 ? upper : Long.compareUnsigned(memory.get(LONG, v6Low + index * 8L), low);
  }
}
