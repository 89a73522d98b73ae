package io.nightjar.query;

/** Where an answer was read. */
public enum Source {
  /** The packet workers' memory. */
  LIVE,
  /** The store. */
  HISTORY
}
