package io.nightjar.host;

/**
 * How fast traffic comes, both ways: over the last whole second, and as averages whose weights fade
 * with time constants of one and of fifteen minutes, over the time something was seen.
 *
 * @param bits of one second
 * @param packets of one second
 */
public record Throughput(Windows bits, Windows packets) {
  /** A rate per second over three windows. */
  public record Windows(double second, double minute, double quarterHour) {
    Windows plus(Windows other) {
      return new Windows(
          second + other.second, minute + other.minute, quarterHour + other.quarterHour);
    }
  }

  /** Nothing comes. */
  public static final Throughput NONE = new Throughput(new Windows(0, 0, 0), new Windows(0, 0, 0));

  /** Of both together. */
  public Throughput plus(Throughput other) {
    return new Throughput(bits.plus(other.bits), packets.plus(other.packets));
  }
}
