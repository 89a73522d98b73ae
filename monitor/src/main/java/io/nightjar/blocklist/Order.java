package io.nightjar.blocklist;

/** A sort of numbers by what they stand for, without an object for each: merging, stable. */
final class Order {
  /** How two compare. */
  interface Comparison {
    int of(int one, int other);
  }

  private Order() {}

  /** The numbers from 0 to below {@code size} in ascending order. */
  static int[] of(int size, Comparison comparison) {
    int[] from = new int[size];
    for (int i = 0; i < size; i++) {
      from[i] = i;
    }
    int[] to = new int[size];
    for (long width = 1; width < size; width *= 2) {
      for (long start = 0; start < size; start += 2 * width) {
        int middle = (int) Math.min(start + width, size);
        int end = (int) Math.min(start + 2 * width, size);
        merge(from, to, (int) start, middle, end, comparison);
      }
      int[] merged = to;
      to = from;
      from = merged;
    }
    return from;
  }

  private static void merge(
      int[] from, int[] to, int start, int middle, int end, Comparison comparison) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft =
          left < middle && (right == end || comparison.of(from[left], from[right]) <= 0);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }
}
