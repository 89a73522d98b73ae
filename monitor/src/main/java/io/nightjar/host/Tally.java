package io.nightjar.host;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Sums by key: a row of numbers for each of the first keys, and one row for all others together.
 * Small, for there are many: keys lie in an array and are searched one after the other. Owned by
 * one worker.
 *
 * @param <K> what is counted; compared by {@code equals}
 */
public final class Tally<K> {
  /** Reads a row. */
  @FunctionalInterface
  public interface Reader<K> {
    /**
     * Takes a row.
     *
     * @param key null for all that found no row of their own
     * @param sums valid during the call
     */
    void row(@Nullable K key, long[] sums);
  }

  /** The row of all keys that found none of their own. */
  public static final int OTHER = -1;

  private final int mostKeys;
  private final int width;
  private Object[] keys = new Object[1];
  private long[] sums;
  private long @Nullable [] other;
  private int size;

  /**
   * An empty tally.
   *
   * @param mostKeys keys with a row of their own, at most
   * @param width numbers in a row
   */
  public Tally(int mostKeys, int width) {
    this.mostKeys = mostKeys;
    this.width = width;
    sums = new long[width];
  }

  /** The row of this key, made when it is new and there is room, else {@link #OTHER}. */
  public int row(K key) {
    for (int i = 0; i < size; i++) {
      if (keys[i].equals(key)) {
        return i;
      }
    }
    if (size >= mostKeys) {
      return OTHER;
    }
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      sums = Arrays.copyOf(sums, sums.length * 2);
    }
    keys[size] = key;
    return size++;
  }

  /** Adds to one number of a row. */
  public void add(int row, int column, long amount) {
    if (row == OTHER) {
      if (other == null) {
        other = new long[width];
      }
      other[column] += amount;
    } else {
      sums[row * width + column] += amount;
    }
  }

  /** Counts one more in the first number of a key's row. */
  public void count(K key) {
    add(row(key), 0, 1);
  }

  /** Adds another tally of the same width, row by row. */
  public void addAll(Tally<K> added) {
    added.forEach(
        (key, row) -> {
          int mine = key == null ? OTHER : row(key);
          for (int column = 0; column < width; column++) {
            add(mine, column, row[column]);
          }
        });
  }

  /** The sum of two, either of which may be missing; the first one is added to. */
  static <K> @Nullable Tally<K> sum(@Nullable Tally<K> one, @Nullable Tally<K> added) {
    if (added == null) {
      return one;
    }
    Tally<K> sum = one == null ? new Tally<>(added.mostKeys, added.width) : one;
    sum.addAll(added);
    return sum;
  }

  /** Every row, in the order keys came; the others last. */
  @SuppressWarnings("unchecked") // only keys of type K go in
  public void forEach(Reader<K> reader) {
    for (int i = 0; i < size; i++) {
      reader.row((K) keys[i], Arrays.copyOfRange(sums, i * width, (i + 1) * width));
    }
    if (other != null) {
      reader.row(null, other);
    }
  }

  /** Keys with a row of their own. */
  public int size() {
    return size;
  }
}
