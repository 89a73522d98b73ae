package io.nightjar.live;

import io.nightjar.host.Amount;

/**
 * What one worker counted of one thing in one interval. Points of several workers add up.
 *
 * @param identity where it was seen
 * @param key the thing
 * @param startSeconds when the interval began, since the epoch
 * @param amount what came in it
 */
public record SeriesPoint(
    InterfaceState.Identity identity,
    Series series,
    String key,
    long startSeconds,
    Amount amount,
    More more) {

  /**
   * What only some series have.
   *
   * @param flows begun in the interval
   * @param dropped frames lost in it
   * @param activeFlows in memory at its end
   * @param hosts in memory at its end
   * @param devices in memory at its end
   */
  public record More(long flows, long dropped, long activeFlows, long hosts, long devices) {
    /** None of it. */
    public static final More NONE = new More(0, 0, 0, 0, 0);

    /** Flows alone. */
    static More flows(long flows) {
      return new More(flows, 0, 0, 0, 0);
    }
  }
}
