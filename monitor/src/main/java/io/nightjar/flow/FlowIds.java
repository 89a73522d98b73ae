package io.nightjar.flow;

/**
 * Numbers for flows, unique among all workers and restarts: milliseconds since the epoch at the
 * start of the run in the upper 42 bits, a count in the lower 22 that carries over into them. They
 * would meet another run's only after 4 million flows for each millisecond between the two starts.
 */
public final class FlowIds {
  private static final int COUNT_BITS = 22;

  private final int stride;
  private long next;

  /**
   * Numbers for one of several workers.
   *
   * @param runStartMillis the same for all workers of a run
   */
  public FlowIds(long runStartMillis, int worker, int workers) {
    stride = workers;
    next = (runStartMillis << COUNT_BITS) + worker;
  }

  /** A number nobody else has. */
  public long next() {
    long id = next;
    next += stride;
    return id;
  }
}
