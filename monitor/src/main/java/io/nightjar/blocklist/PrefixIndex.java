package io.nightjar.blocklist;

import java.util.Arrays;

/**
 * Values of networks of one address family, sorted by first address, wider ones first. A network
 * knows the next wider one that holds it, so that the networks of an address are a chain that
 * begins with the last one that does not start behind the address. Immutable; safe from several
 * threads; a look-up allocates nothing.
 *
 * <p>A directory by the first 16 bits says where to search. An IPv4 address stands in the upper
 * half of {@code high}, and has no {@code low}.
 */
final class PrefixIndex {
  /** No such entry. */
  static final int NONE = -1;

  private static final int DIRECTORY_BITS = 16;

  private final long[] high;
  private final long[] low;
  private final byte[] lengths;
  private final int[] values;
  private final int[] wider;
  private final int[] directory;

  PrefixIndex(long[] high, long[] low, byte[] lengths, int[] values) {
    this.high = high;
    this.low = low;
    this.lengths = lengths;
    this.values = values;
    directory = directory(high);
    wider = wider();
  }

  /** Where entries of each first 16 bits begin, and the end. */
  private static int[] directory(long[] high) {
    int[] starts = new int[(1 << DIRECTORY_BITS) + 1];
    for (long each : high) {
      starts[(int) (each >>> (64 - DIRECTORY_BITS)) + 1]++;
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    return starts;
  }

  private int[] wider() {
    int[] parents = new int[high.length];
    for (int i = 0; i < parents.length; i++) {
      int candidate = i - 1;
      while (candidate >= 0 && !holds(candidate, high[i], low(i))) {
        candidate = parents[candidate];
      }
      parents[i] = candidate;
    }
    return parents;
  }

  /** The smallest network that holds the address, or {@link #NONE}. */
  int find(long addressHigh, long addressLow) {
    int at = lastNotBehind(addressHigh, addressLow);
    while (at >= 0 && !holds(at, addressHigh, addressLow)) {
      at = wider[at];
    }
    return at;
  }

  /** The next network that holds all this one does, or {@link #NONE}. */
  int wider(int entry) {
    return wider[entry];
  }

  int value(int entry) {
    return values[entry];
  }

  /** Bits of an entry's prefix, of its family's 32 or 128. */
  int length(int entry) {
    return lengths[entry] & 0xff;
  }

  private int lastNotBehind(long addressHigh, long addressLow) {
    int bucket = (int) (addressHigh >>> (64 - DIRECTORY_BITS));
    int first = directory[bucket];
    int last = directory[bucket + 1] - 1;
    while (first <= last) {
      int middle = (first + last) >>> 1;
      if (isBehind(middle, addressHigh, addressLow)) {
        last = middle - 1;
      } else {
        first = middle + 1;
      }
    }
    return last;
  }

  /** Of two that share their first bits, so that the sign is the same. */
  private boolean isBehind(int entry, long addressHigh, long addressLow) {
    return high[entry] != addressHigh
        ? high[entry] > addressHigh
        : Long.compareUnsigned(low(entry), addressLow) > 0;
  }

  private boolean holds(int entry, long addressHigh, long addressLow) {
    int length = lengths[entry] & 0xff;
    long highMask = length == 0 ? 0 : length >= 64 ? -1L : -1L << (64 - length);
    long lowMask = length <= 64 ? 0 : -1L << (128 - length);
    return ((high[entry] ^ addressHigh) & highMask) == 0
        && (lowMask == 0 || ((low(entry) ^ addressLow) & lowMask) == 0);
  }

  private long low(int entry) {
    return low.length == 0 ? 0 : low[entry];
  }

  /** Collects networks; one thread. */
  static final class Builder {
    private final boolean isWide;
    private long[] high = new long[1 << 10];
    private long[] low;
    private byte[] lengths = new byte[1 << 10];
    private int[] values = new int[1 << 10];
    private int size;

    /**
     * None yet.
     *
     * @param isWide whether addresses have 128 bits
     */
    Builder(boolean isWide) {
      this.isWide = isWide;
      low = new long[isWide ? 1 << 10 : 0];
    }

    /**
     * Adds a network; its host bits are 0.
     *
     * @param length of 32 bits, or of 128 where addresses are wide
     */
    void add(long networkHigh, long networkLow, int length, int value) {
      if (size == high.length) {
        high = Arrays.copyOf(high, size * 2);
        low = Arrays.copyOf(low, low.length * 2);
        lengths = Arrays.copyOf(lengths, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      high[size] = networkHigh;
      if (isWide) {
        low[size] = networkLow;
      }
      lengths[size] = (byte) length;
      values[size++] = value;
    }

    /** All of them; equal networks once a list, that of the first list found first. */
    PrefixIndex build() {
      int[] order = Order.of(size, this::compare);
      int kept = 0;
      for (int each : order) {
        if (kept == 0 || !isSame(order[kept - 1], each)) {
          order[kept++] = each;
        }
      }
      long[] sortedHigh = new long[kept];
      long[] sortedLow = new long[isWide ? kept : 0];
      byte[] sortedLengths = new byte[kept];
      int[] sortedValues = new int[kept];
      for (int i = 0; i < kept; i++) {
        sortedHigh[i] = high[order[i]];
        if (isWide) {
          sortedLow[i] = low[order[i]];
        }
        sortedLengths[i] = lengths[order[i]];
        sortedValues[i] = values[order[i]];
      }
      return new PrefixIndex(sortedHigh, sortedLow, sortedLengths, sortedValues);
    }

    private int compare(int one, int other) {
      int byHigh = Long.compareUnsigned(high[one], high[other]);
      if (byHigh != 0) {
        return byHigh;
      }
      int byLow = isWide ? Long.compareUnsigned(low[one], low[other]) : 0;
      if (byLow != 0) {
        return byLow;
      }
      int byLength = Byte.compareUnsigned(lengths[one], lengths[other]);
      return byLength != 0
          ? byLength
          : Integer.compare(Value.list(values[other]), Value.list(values[one]));
    }

    private boolean isSame(int one, int other) {
      return compare(one, other) == 0;
    }
  }
}
