package io.nightjar.host;

/** How much an exponentially weighted average keeps of its past, by whole seconds gone by. */
final class Fading {
  private static final int TABLE_SECONDS = 64;

  private final double seconds;
  private final double[] kept = new double[TABLE_SECONDS];

  /**
   * A fading.
   *
   * @param seconds its time constant: what is left after it is 1/e
   */
  Fading(double seconds) {
    this.seconds = seconds;
    for (int i = 0; i < TABLE_SECONDS; i++) {
      kept[i] = Math.exp(-i / seconds);
    }
  }

  /** The share kept after this many seconds. */
  double kept(long after) {
    return after < TABLE_SECONDS ? kept[(int) after] : Math.exp(-after / seconds);
  }

  /** The average after one second with this amount and {@code after - 1} seconds with none. */
  double next(double average, double amount, long after) {
    return average * kept(after) + amount * (1 - kept[1]) * kept(after - 1);
  }
}
