package io.nightjar.host;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many different values were seen: exactly up to 16, by HyperLogLog (Flajolet et al., 2007)
 * with 256 registers beyond, whose standard error is 6.5 %. 32 bytes for one value, 288 for any
 * number. Owned by one worker.
 */
public final class Cardinality {
  private static final int MOST_EXACT = 16;
  private static final int INDEX_BITS = 8;
  private static final int REGISTERS = 1 << INDEX_BITS;
  private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

  private long first;
  private long @Nullable [] more;
  private byte @Nullable [] registers;
  private int exact;

  /** Sees a value, given as a hash of it whose bits are well mixed ({@link #mix}). */
  public void see(long hash) {
    if (registers != null) {
      register(registers, hash);
    } else if (!holds(hash)) {
      add(hash);
    }
  }

  private boolean holds(long hash) {
    if (exact > 0 && first == hash) {
      return true;
    }
    for (int i = 0; more != null && i < exact - 1; i++) {
      if (more[i] == hash) {
        return true;
      }
    }
    return false;
  }

  private void add(long hash) {
    if (exact == 0) {
      first = hash;
    } else if (exact == MOST_EXACT) {
      estimateFromNowOn(hash);
      return;
    } else {
      if (more == null) {
        more = new long[3];
      } else if (more.length < exact) {
        more = Arrays.copyOf(more, Math.min(MOST_EXACT - 1, more.length * 2 + 1));
      }
      more[exact - 1] = hash;
    }
    exact++;
  }

  private void estimateFromNowOn(long hash) {
    byte[] made = new byte[REGISTERS];
    register(made, first);
    for (int i = 0; more != null && i < exact - 1; i++) {
      register(made, more[i]);
    }
    register(made, hash);
    more = null;
    registers = made;
  }

  private static void register(byte[] registers, long hash) {
    int index = (int) (hash >>> (Long.SIZE - INDEX_BITS));
    int rank = 1 + Math.min(Long.numberOfLeadingZeros(hash << INDEX_BITS), Long.SIZE - INDEX_BITS);
    if (rank > registers[index]) {
      registers[index] = (byte) rank;
    }
  }

  /** Sees everything another one saw. */
  public void addAll(Cardinality other) {
    if (other.registers == null) {
      for (int i = 0; i < other.exact; i++) {
        see(i == 0 || other.more == null ? other.first : other.more[i - 1]);
      }
      return;
    }
    if (registers == null) {
      byte[] copy = other.registers.clone();
      for (int i = 0; i < exact; i++) {
        register(copy, i == 0 || more == null ? first : more[i - 1]);
      }
      more = null;
      registers = copy;
      return;
    }
    for (int i = 0; i < REGISTERS; i++) {
      registers[i] = (byte) Math.max(registers[i], other.registers[i]);
    }
  }

  /** How many there are, or about how many. */
  public long count() {
    return registers == null ? exact : estimate(registers);
  }

  private static long estimate(byte[] registers) {
    double sum = 0;
    int empty = 0;
    for (byte rank : registers) {
      sum += 1.0 / (1L << rank);
      empty += rank == 0 ? 1 : 0;
    }
    double raw = ALPHA * REGISTERS * REGISTERS / sum;
    boolean few = raw <= 2.5 * REGISTERS && empty > 0;
    return Math.round(few ? REGISTERS * Math.log((double) REGISTERS / empty) : raw);
  }

  /** A hash of these bits, for {@link #see}: the finalizer of MurmurHash3. */
  public static long mix(long high, long low) {
    long mixed = (high * 0x9e3779b97f4a7c15L) ^ low;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return mixed ^ (mixed >>> 33);
  }
}
