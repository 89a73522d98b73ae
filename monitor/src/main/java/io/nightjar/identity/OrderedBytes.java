package io.nightjar.identity;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The first bytes of a stream, put in order: pieces come in any order, twice, or overlapping; what
 * came first stays. Holds at most the bytes it was made for and {@value #MAX_ISLANDS} pieces behind
 * a gap.
 */
final class OrderedBytes {
  private static final int MAX_ISLANDS = 16;
  private static final int FIRST_BYTES = 2048;

  private final int maxBytes;
  private byte[] bytes = {};
  private int whole;
  private final int[] begins = new int[MAX_ISLANDS];
  private final int[] ends = new int[MAX_ISLANDS];
  private int islands;

  /** Nothing yet. */
  OrderedBytes(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Puts a piece in its place; false where it reaches beyond the bound or needs too many pieces.
   */
  boolean put(long position, MemorySegment from, long at, long length) {
    if (position < 0 || position + length > maxBytes || position + length < position) {
      return false;
    }
    int begin = Math.max((int) position, whole);
    int end = (int) (position + length);
    if (begin >= end) {
      return true;
    }
    if (begin > whole && islands == MAX_ISLANDS) {
      return false;
    }
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(maxBytes, Math.max(end, FIRST_BYTES)));
    }
    MemorySegment.copy(
        from, ValueLayout.JAVA_BYTE, at + (begin - position), bytes, begin, end - begin);
    if (begin > whole) {
      begins[islands] = begin;
      ends[islands++] = end;
    } else {
      whole = end;
      join();
    }
    return true;
  }

  /** Takes islands into the whole until none touches it. */
  private void join() {
    for (int i = 0; i < islands; i++) {
      if (begins[i] <= whole) {
        whole = Math.max(whole, ends[i]);
        islands--;
        begins[i] = begins[islands];
        ends[i] = ends[islands];
        i = -1;
      }
    }
  }

  /** How many bytes there are without a gap. */
  int whole() {
    return whole;
  }

  /** Copies the bytes before the first gap, as many as fit. */
  int copyTo(MemorySegment out) {
    int fits = (int) Math.min(whole, out.byteSize());
    MemorySegment.copy(bytes, 0, out, ValueLayout.JAVA_BYTE, 0, fits);
    return fits;
  }
}
