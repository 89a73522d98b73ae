package io.nightjar.live;

import java.util.Arrays;

/**
 * How many different keys there are in one table, or in several together that may hold the same
 * ones. One table's number is exact. Together it is exact while each holds at most 8,192, and else
 * told from a sample (keys whose hash begins with a number of zeros), within about 2 %.
 */
public final class Distinct {
  static final int SAMPLE = 8192;

  private final long count;
  private final int zeros;
  private final long[] hashes;

  private Distinct(long count, int zeros, long[] sortedHashes) {
    this.count = count;
    this.zeros = zeros;
    hashes = sortedHashes;
  }

  /** How many. */
  public long count() {
    return count;
  }

  /** Those in either. */
  public Distinct plus(Distinct other) {
    int strictest = Math.max(zeros, other.zeros);
    long[] both = new long[hashes.length + other.hashes.length];
    int kept = keep(hashes, strictest, both, 0);
    kept = keep(other.hashes, strictest, both, kept);
    Arrays.sort(both, 0, kept);
    int different = 0;
    for (int i = 0; i < kept; i++) {
      if (i == 0 || both[i] != both[i - 1]) {
        both[different++] = both[i];
      }
    }
    long told = (long) different << strictest;
    long sum = Math.clamp(told, Math.max(count, other.count), count + other.count);
    return new Distinct(sum, strictest, Arrays.copyOf(both, different));
  }

  private static int keep(long[] from, int zeros, long[] to, int size) {
    int kept = size;
    for (long hash : from) {
      if (Long.numberOfLeadingZeros(hash) >= zeros) {
        to[kept++] = hash;
      }
    }
    return kept;
  }

  /** Takes the keys of one table, each once. */
  static final class Sampling {
    private long[] hashes = new long[256];
    private int size;
    private int zeros;
    private long count;

    /** A key of up to three numbers. */
    void add(long high, long low, long further) {
      count++;
      long hash = mixed(mixed(mixed(high) ^ low) ^ further);
      if (Long.numberOfLeadingZeros(hash) < zeros) {
        return;
      }
      if (size == hashes.length) {
        makeRoom();
      }
      hashes[size++] = hash;
    }

    private void makeRoom() {
      if (size < SAMPLE) {
        hashes = Arrays.copyOf(hashes, 2 * size);
        return;
      }
      while (size == hashes.length) {
        size = keep(hashes, ++zeros, hashes, 0);
      }
    }

    /* The finalizer of SplitMix64 (Steele, Lea, Flood, 2014). */
    private static long mixed(long key) {
      long mixed = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
      mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
      return mixed ^ (mixed >>> 31);
    }

    Distinct taken() {
      long[] sorted = Arrays.copyOf(hashes, size);
      Arrays.sort(sorted);
      return new Distinct(count, zeros, sorted);
    }
  }
}
