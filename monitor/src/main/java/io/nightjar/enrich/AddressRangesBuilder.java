package io.nightjar.enrich;

import io.nightjar.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Collects ranges in ascending order, IPv4 and IPv6 apart, in the form {@link AddressRanges}. */
final class AddressRangesBuilder {
  private final Starts v4 = new Starts();
  private final Starts v6 = new Starts();

  /**
   * Adds a range that begins after all others of its version; where it overlaps the one before, it
   * is what counts.
   *
   * @param value not 0
   * @throws IllegalArgumentException when it does not begin after the last one
   */
  void add(IpAddress first, IpAddress last, int value) {
    if (first.compareTo(last) > 0 || first.isV4() != last.isV4()) {
      throw new IllegalArgumentException("a range from " + first + " to " + last);
    }
    (first.isV4() ? v4 : v6).add(first, last, value);
  }

  int v4Count() {
    return v4.size;
  }

  int v6Count() {
    return v6.size;
  }

  void writeTo(ByteBuffer out) {
    for (int i = 0; i < v6.size; i++) {
      out.putLong(v6.high[i]);
    }
    for (int i = 0; i < v6.size; i++) {
      out.putLong(v6.low[i]);
    }
    for (int i = 0; i < v4.size; i++) {
      out.putInt((int) v4.low[i]);
    }
    for (int i = 0; i < v6.size; i++) {
      out.putInt(v6.value[i]);
    }
    for (int i = 0; i < v4.size; i++) {
      out.putInt(v4.value[i]);
    }
  }

  /** Where ranges begin; a gap is a range of value 0. */
  private static final class Starts {
    private long[] high = new long[1 << 12];
    private long[] low = new long[1 << 12];
    private int[] value = new int[1 << 12];
    private int size;

    void add(IpAddress first, IpAddress last, int newValue) {
      if (size > 0 && value[size - 1] == 0 && !isAfterLast(first)) {
        size--;
      }
      if (size > 0 && !isAfterLast(first)) {
        throw new IllegalArgumentException(first + ": not sorted");
      }
      if (size == 0 || value[size - 1] != newValue) {
        put(first.high(), first.low(), newValue);
      }
      long nextLow = last.low() + 1;
      long nextHigh = nextLow == 0 ? last.high() + 1 : last.high();
      if (nextHigh != 0 || nextLow != 0) {
        put(nextHigh, nextLow, 0);
      }
    }

    private boolean isAfterLast(IpAddress first) {
      return first.compareTo(new IpAddress(high[size - 1], low[size - 1])) > 0;
    }

    private void put(long newHigh, long newLow, int newValue) {
      if (size == value.length) {
        high = Arrays.copyOf(high, size * 2);
        low = Arrays.copyOf(low, size * 2);
        value = Arrays.copyOf(value, size * 2);
      }
      high[size] = newHigh;
      low[size] = newLow;
      value[size++] = newValue;
    }
  }
}
