package io.nightjar.live;

/** Takes points of time series. */
@FunctionalInterface
public interface SeriesSink {
  /** Keeps none. */
  SeriesSink NONE = _ -> true;

  /** Takes the point; false when it is refused. */
  boolean offer(SeriesPoint point);
}
